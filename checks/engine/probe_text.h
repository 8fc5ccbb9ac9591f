#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

inline constexpr std::size_t kMostProbeText = 256;  // bytes, as sent

// What an operator wants said to a server: printable ASCII with the escapes \r \n \t \\ \xHH.
// kInvalidArgument for anything else and for more than kMostProbeText bytes.
Result<std::string> ParseProbeText(std::string_view text);

}  // namespace xunjian
