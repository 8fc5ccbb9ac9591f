#include "checks/engine/probe_text.h"

#include <charconv>

#include "base/utf8.h"

namespace xunjian {
namespace {

bool IsPrintable(char c) { return c >= ' ' && c <= '~'; }

Error Unsendable(std::string_view rest) {
  return MakeError(ErrorCode::kInvalidArgument,
                   {"printable ASCII and \\r \\n \\t \\\\ \\xHH are known, \"{}\" is not",
                    "仅支持可打印 ASCII 与 \\r \\n \\t \\\\ \\xHH，不支持“{}”"},
                   CleanLine(rest, 8));
}

// Takes one escape, its backslash included, off the text.
Result<char> TakeEscape(std::string_view& text) {
  constexpr std::string_view kNames = "rnt\\";
  constexpr std::string_view kBytes = "\r\n\t\\";
  const std::size_t known = text.size() < 2 ? std::string_view::npos : kNames.find(text[1]);
  if (known != std::string_view::npos) {
    text.remove_prefix(2);
    return kBytes[known];
  }
  unsigned char byte = 0;
  if (text.size() < 4 || text[1] != 'x') return Unsendable(text);
  const char* end = text.data() + 4;
  if (std::from_chars(text.data() + 2, end, byte, 16).ptr != end) return Unsendable(text);
  text.remove_prefix(4);
  return static_cast<char>(byte);
}

}  // namespace

Result<std::string> ParseProbeText(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (bytes.size() == kMostProbeText) {
      return MakeError(ErrorCode::kInvalidArgument, {"more than {} bytes", "超过 {} 字节"},
                       kMostProbeText);
    }
    if (text[0] == '\\') {
      const Result<char> byte = TakeEscape(text);
      if (!byte) return byte.error();
      bytes += *byte;
      continue;
    }
    if (!IsPrintable(text[0])) return Unsendable(text);
    bytes += text[0];
    text.remove_prefix(1);
  }
  return bytes;
}

}  // namespace xunjian
