#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

using FlatKeyed = std::map<std::string, std::uint64_t, std::less<>>;

// "key number" a line, as in /proc/vmstat and a control group's memory.stat and memory.events. An
// empty text is malformed.
Result<FlatKeyed> ParseFlatKeyed(std::string_view text);

}  // namespace xunjian
