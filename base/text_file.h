#pragma once

#include <string_view>

#include "base/result.h"

namespace xunjian {

// kInvalidArgument with "file:line:column: not valid UTF-8: byte 0xff" when the text is none.
// Columns count bytes from 1.
Result<void> RequireUtf8(std::string_view text, std::string_view file_name);

}  // namespace xunjian
