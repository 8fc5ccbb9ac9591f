#pragma once

#include <string>
#include <string_view>

namespace xunjian {

// What a Nagios plugin printed, taken apart: the first line up to "|" is the text, what follows "|"
// is perfdata; further lines are long text up to the first "|" in them, all after that is perfdata.
struct NagiosOutput {
  std::string text;
  std::string long_text;
  std::string perfdata;  // the pieces of all lines, joined with blanks
  friend bool operator==(const NagiosOutput&, const NagiosOutput&) = default;
};

NagiosOutput SplitNagiosOutput(std::string_view output);

}  // namespace xunjian
