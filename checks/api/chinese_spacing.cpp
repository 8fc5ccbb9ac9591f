#include "checks/api/chinese_spacing.h"

namespace xunjian {
namespace {

// U+3000 to U+9FFF, Chinese characters and punctuation, and the full-width forms at U+FF00.
bool IsChinese(std::string_view three_bytes) {
  if (three_bytes.size() != 3) return false;
  const auto first = static_cast<unsigned char>(three_bytes[0]);
  const auto second = static_cast<unsigned char>(three_bytes[1]);
  return (first >= 0xE3 && first <= 0xE9) || (first == 0xEF && second >= 0xBC);
}

bool StartsChinese(std::string_view text) { return IsChinese(text.substr(0, 3)); }

bool EndsChinese(std::string_view text) {
  return text.size() >= 3 && IsChinese(text.substr(text.size() - 3));
}

}  // namespace

void AppendSpaced(std::string_view piece, std::string& text) {
  const std::string_view before = text;
  if (before.ends_with(' ') && EndsChinese(before.substr(0, before.size() - 1)) &&
      StartsChinese(piece)) {
    text.pop_back();
  } else if (piece.starts_with(' ') && StartsChinese(piece.substr(1)) && EndsChinese(text)) {
    piece.remove_prefix(1);
  }
  text += piece;
}

}  // namespace xunjian
