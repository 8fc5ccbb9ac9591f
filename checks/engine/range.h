#pragma once

#include <limits>
#include <optional>
#include <string_view>

namespace xunjian {

// A range of the Nagios plugin API, "[@][start:]end": what is good, ends included; with "@" what is
// bad, ends included.
struct PluginRange {
  double start = 0;
  double end = std::numeric_limits<double>::infinity();
  bool inside = false;  // alerts inside instead of outside
  friend bool operator==(const PluginRange&, const PluginRange&) = default;
};

// "10", "10:", "~:10", "10:20", "@10:20". Nothing for anything else, for "" and for start > end.
std::optional<PluginRange> ParsePluginRange(std::string_view text);

bool Alerts(const PluginRange& range, double value);

}  // namespace xunjian
