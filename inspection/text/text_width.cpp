#include "inspection/text/text_width.h"

#include <utf8proc.h>

#include <algorithm>

namespace xunjian {
namespace {

struct Glyph {
  std::string_view bytes;
  std::size_t width = 0;
};

std::vector<Glyph> Glyphs(std::string_view text) {
  std::vector<Glyph> glyphs;
  while (!text.empty()) {
    utf8proc_int32_t codepoint = 0;
    const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &codepoint);
    const std::size_t size = read > 0 ? static_cast<std::size_t>(read) : 1;
    const int width = read > 0 ? std::max(0, utf8proc_charwidth(codepoint)) : 1;
    glyphs.push_back({text.substr(0, size), static_cast<std::size_t>(width)});
    text.remove_prefix(size);
  }
  return glyphs;
}

// A line may end after `left`: at a space, or beside a character that stands for a word.
bool MayBreakBetween(const Glyph& left, const Glyph& right) {
  return left.bytes == " " || ((left.width == 2 || right.width == 2) && right.width != 0);
}

// How many of the glyphs from `begin` on make the next line.
std::size_t LineLength(const std::vector<Glyph>& glyphs, std::size_t begin, std::size_t width) {
  std::size_t used = 0;
  std::size_t last_break = 0;
  for (std::size_t i = begin; i < glyphs.size(); ++i) {
    if (i > begin && MayBreakBetween(glyphs[i - 1], glyphs[i])) last_break = i - begin;
    const bool fits = used + glyphs[i].width <= width || glyphs[i].bytes == " ";
    if (!fits) return last_break > 0 ? last_break : std::max<std::size_t>(1, i - begin);
    used += glyphs[i].width;
  }
  return glyphs.size() - begin;
}

std::string Join(const std::vector<Glyph>& glyphs, std::size_t begin, std::size_t length) {
  std::string line;
  for (std::size_t i = begin; i < begin + length; ++i) line += glyphs[i].bytes;
  const std::size_t end = line.find_last_not_of(' ');
  return line.substr(0, end == std::string::npos ? 0 : end + 1);
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  for (const Glyph& glyph : Glyphs(text)) width += glyph.width;
  return width;
}

std::vector<std::string> WrapText(std::string_view text, std::size_t width) {
  if (width == 0 || text.empty()) return {std::string(text)};
  const std::vector<Glyph> glyphs = Glyphs(text);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < glyphs.size();) {
    const std::size_t length = LineLength(glyphs, begin, width);
    lines.push_back(Join(glyphs, begin, length));
    begin += length;
  }
  return lines;
}

}  // namespace xunjian
