#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

// Columns a text takes on a terminal: 2 for Chinese and other wide characters, 0 for combining
// ones. The text is valid UTF-8 without control characters (CleanLine).
std::size_t DisplayWidth(std::string_view text);

// Lines of at most `width` columns, broken at spaces and beside wide characters, inside a word only
// where it alone is longer than a line. Never empty; width 0 means one line.
std::vector<std::string> WrapText(std::string_view text, std::size_t width);

}  // namespace xunjian
