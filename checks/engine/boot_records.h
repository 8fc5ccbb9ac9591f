#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// How the boot before the current one ended, by the login records.
enum class PreviousEnd { kUnknown, kClean, kUnclean };

// When the current boot was recorded (seconds since 1970, by the clock of that moment): /run/utmp.
// Nothing where it is not, or where the text is no row of records.
std::optional<std::int64_t> RecordedBoot(std::string_view utmp);

// /var/log/wtmp of this machine's architecture. `boot_time` (seconds since 1970) finds the record
// of the current boot, within ten minutes; an older file or one that starts later tells nothing. An
// empty file tells nothing either; one that is no row of records is malformed.
Result<PreviousEnd> ParsePreviousEnd(std::string_view wtmp, std::int64_t boot_time);

}  // namespace xunjian
