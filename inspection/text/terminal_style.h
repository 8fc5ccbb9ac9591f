#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace xunjian {

enum class Colour { kPlain, kBold, kFaint, kGreen, kYellow, kRed, kBlue, kMagenta };

struct TerminalStyle {
  bool colours = false;
  std::size_t width = 0;  // columns; 0: unlimited, as for a pipe
};

// The text between escape sequences, or as it is without colours. Clean it before.
std::string Paint(std::string_view text, Colour colour, const TerminalStyle& style);

}  // namespace xunjian
