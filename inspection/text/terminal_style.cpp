#include "inspection/text/terminal_style.h"

#include <fmt/format.h>

namespace xunjian {
namespace {

std::string_view Sequence(Colour colour) {
  switch (colour) {
    case Colour::kPlain:
      return "";
    case Colour::kBold:
      return "1";
    case Colour::kFaint:
      return "2";
    case Colour::kGreen:
      return "32";
    case Colour::kYellow:
      return "33";
    case Colour::kRed:
      return "1;31";
    case Colour::kBlue:
      return "34";
    case Colour::kMagenta:
      return "35";
  }
  return "";
}

}  // namespace

std::string Paint(std::string_view text, Colour colour, const TerminalStyle& style) {
  if (!style.colours || colour == Colour::kPlain || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", Sequence(colour), text);
}

}  // namespace xunjian
