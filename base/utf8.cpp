#include "base/utf8.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "utf8_character.h"

namespace xunjian {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::size_t LengthFromLead(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;  // a continuation byte, an overlong form (C0, C1), or beyond U+10FFFF
}

bool IsOverlongOrSurrogateOrTooBig(char32_t code, std::size_t length) {
  if (length == 3) return code < 0x800 || (code >= 0xD800 && code <= 0xDFFF);
  if (length == 4) return code < 0x10000 || code > 0x10FFFF;
  return false;
}

bool IsControl(char32_t code) {
  return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code <= 0x9F);
}

bool ChangesDirection(char32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0x200E || code == 0x200F || code == 0x061C;
}

bool BreaksLine(char32_t code) {
  return code == '\t' || code == '\n' || code == 0x2028 || code == 0x2029;
}

std::string Clean(std::string_view text, std::size_t max_bytes, bool one_line) {
  std::string clean;
  clean.reserve(std::min(text.size(), max_bytes));
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    const std::size_t taken = std::max<std::size_t>(character.length, 1);
    std::string_view bytes = text.substr(0, taken);
    text.remove_prefix(taken);
    if (character.length == 0) {
      bytes = kReplacement;
    } else if (one_line && BreaksLine(character.code)) {
      bytes = " ";
    } else if (IsControl(character.code) || ChangesDirection(character.code)) {
      continue;
    }
    if (clean.size() + bytes.size() > max_bytes) break;
    clean += bytes;
  }
  return clean;
}

}  // namespace

Utf8Character FirstCharacter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = LengthFromLead(lead);
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {lead, 1};
  char32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  return IsOverlongOrSurrogateOrTooBig(code, length) ? Utf8Character{}
                                                     : Utf8Character{code, length};
}

bool IsValidUtf8(std::string_view text) { return FindInvalidUtf8(text) == std::string_view::npos; }

std::size_t FindInvalidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = FirstCharacter(text.substr(at)).length;
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::string CleanText(std::string_view text, std::size_t max_bytes) {
  return Clean(text, max_bytes, false);
}

std::string CleanLine(std::string_view text, std::size_t max_bytes) {
  return Clean(text, max_bytes, true);
}

Message OrNearest(Message said, std::string_view near) {
  if (near.empty()) return said;
  const Message hint = Format({"; did you mean '{}'?", "；是不是“{}”？"}, near);
  return {said.en + hint.en, said.zh + hint.zh};
}

std::size_t EditDistance(std::string_view a, std::string_view b) {
  // One row of the table of Levenshtein distances between prefixes, made anew for each byte of `a`.
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace xunjian
