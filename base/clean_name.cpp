#include "base/clean_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"
#include "utf8_character.h"

namespace xunjian {
namespace {

struct CharacterRange {
  char32_t first;
  char32_t last;
};

// Characters that leave no mark where they stand (Unicode 15, Default_Ignorable_Code_Point), and
// those that join or anchor others.
constexpr std::array kInvisible = {
    CharacterRange{0x00AD, 0x00AD},   CharacterRange{0x034F, 0x034F},
    CharacterRange{0x061C, 0x061C},   CharacterRange{0x115F, 0x1160},
    CharacterRange{0x17B4, 0x17B5},   CharacterRange{0x180B, 0x180F},
    CharacterRange{0x200B, 0x200F},   CharacterRange{0x202A, 0x202E},
    CharacterRange{0x2060, 0x206F},   CharacterRange{0x2800, 0x2800},
    CharacterRange{0x3164, 0x3164},   CharacterRange{0xFE00, 0xFE0F},
    CharacterRange{0xFEFF, 0xFEFF},   CharacterRange{0xFFA0, 0xFFA0},
    CharacterRange{0xFFF0, 0xFFFB},   CharacterRange{0x1BCA0, 0x1BCA3},
    CharacterRange{0x1D173, 0x1D17A}, CharacterRange{0xE0000, 0xE0FFF}};

bool IsInvisible(char32_t code) {
  const auto* range = std::find_if(kInvisible.begin(), kInvisible.end(),
                                   [code](const CharacterRange& r) { return code <= r.last; });
  return range != kInvisible.end() && code >= range->first;
}

// Of valid UTF-8.
std::string VisibleOf(std::string_view text) {
  std::string visible;
  while (!text.empty()) {
    const Utf8Character character = FirstCharacter(text);
    if (!IsInvisible(character.code)) visible += text.substr(0, character.length);
    text.remove_prefix(character.length);
  }
  return visible;
}

// FNV-1a, 64 bits: only to keep names apart.
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace

std::string CleanName(std::string_view name, std::size_t max_bytes) {
  const std::string visible = VisibleOf(CleanLine(name, name.size() * 3));
  if (visible == name && name.size() <= max_bytes) return visible;
  const std::string mark = fmt::format("~{:016x}", HashOf(name));
  return CleanLine(visible, max_bytes - mark.size()) + mark;
}

}  // namespace xunjian
