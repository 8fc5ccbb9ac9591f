#pragma once

#include "checks/api/outcome.h"
#include "inspection/score.h"
#include "inspection/text/terminal_style.h"

namespace xunjian {

// Red asks for somebody now, yellow for somebody, magenta says that nobody knows, faint that there
// was nothing to know.
Colour ColourOf(Outcome outcome);
Colour ColourOf(Risk risk);

}  // namespace xunjian
