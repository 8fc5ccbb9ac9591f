#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace xunjian {

// A number of a reading as a person reads it, by its unit:
//   bytes "1.5 GiB" · bytes_per_s "1.2 MiB/s" · percent "91.3 %" · seconds "171 ms", "4.2 s",
//   "3 h 12 min" (zh "3 小时 12 分") · days "12 d" (zh "12 天") · count "1234" ·
//   count_per_s "12.3/s" · "" as count · any other unit "12.3 <unit>".
std::string FormatQuantity(double value, std::string_view unit, Language language);

// The form of numbers in arguments: plain, ten significant digits, "." as the point, no unit.
std::string NumberText(double value);
// What NumberText wrote; nothing for any other text.
std::optional<double> ParseNumber(std::string_view text);

}  // namespace xunjian
