#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// Lines without their newline; no line after the last newline.
std::vector<std::string_view> SplitLines(std::string_view text);

// What stands between runs of blanks and tabs.
std::vector<std::string_view> SplitFields(std::string_view line);

// A whole decimal number and nothing else; nothing when it does not fit 64 bits.
std::optional<std::uint64_t> ParseUnsigned(std::string_view text);

// kInvalidArgument, showing the start of the text that makes no sense.
Error Malformed(std::string_view what);

}  // namespace xunjian
