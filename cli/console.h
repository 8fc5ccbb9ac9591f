#pragma once

#include <iosfwd>

#include "base/text.h"
#include "inspection/text/terminal_style.h"

namespace xunjian {

// Where a command writes: data to `out`, messages and progress to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  TerminalStyle style;    // of `out`
  bool progress = false;  // `err` is a terminal: progress may be drawn
  Language language = Language::kEnglish;
  std::istream* answers = nullptr;  // of a person at a terminal; null: nobody is there to ask
};

}  // namespace xunjian
