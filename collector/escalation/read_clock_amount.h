#pragma once

#include <optional>

#include "base/toml.h"
#include "collector/escalation/time_base.h"

// For this room alone.
namespace xunjian {

// What stands at `key`; none when nothing does. What is no amount is noted, and read as none.
std::optional<ClockAmount> ReadClockAmount(TomlTable& table, std::string_view key);
// The same of a goal, which must be there and be more than nothing; an hour where it is not.
ClockAmount ReadGoal(TomlTable& table, std::string_view key);

}  // namespace xunjian
