#include "base/text_file.h"

#include <algorithm>

#include "base/utf8.h"

namespace xunjian {

Result<void> RequireUtf8(std::string_view text, std::string_view file_name) {
  const std::size_t at = FindInvalidUtf8(text);
  if (at == std::string_view::npos) return Ok();
  const std::string_view before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_end = before.rfind('\n');  // npos + 1 is 0: the first line
  return MakeError(ErrorCode::kInvalidArgument,
                   {"{0}:{1}:{2}: not valid UTF-8: byte 0x{3:02x}",
                    "{0}:{1}:{2}：不是有效的 UTF-8：字节 0x{3:02x}"},
                   file_name, line, at - line_end, static_cast<unsigned char>(text[at]));
}

}  // namespace xunjian
