#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "checks/api/outcome.h"
#include "inspection/text/terminal_style.h"

namespace xunjian {

struct ChartPoint {
  Timestamp at;
  std::optional<double> value;  // none: an answer without this number
  Outcome outcome = Outcome::kUnknown;
};

struct Chart {
  std::string title;               // cleaned when drawn
  std::vector<ChartPoint> points;  // by time
  std::string most;                // the labels of the axis
  std::string least;
};

struct ChartSpan {
  Timestamp since;
  Timestamp until;
  Duration step{};  // how long a point stands; later there is nothing to show
};

// A few lines of block characters as wide as the terminal: each column the highest value of its
// time, coloured by the worst outcome; a cross where answers had no number, a blank where nothing
// was heard. "" without a width or without any number.
std::string DrawChart(const Chart& chart, const ChartSpan& span, const TerminalStyle& style);

}  // namespace xunjian
