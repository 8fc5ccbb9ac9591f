#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/api/observation.h"
#include "checks/engine/range.h"

namespace xunjian {

// One "label=value[unit];[warn];[crit];[min];[max]" of the Nagios plugin API.
struct PerfdataItem {
  std::string label;            // unquoted, as CleanName leaves it, at most 128 bytes, never empty
  std::optional<double> value;  // nothing: the plugin wrote "U"
  std::string unit;             // as written: "ms", "MB", "%", "c"
  std::optional<PluginRange> warning;
  std::optional<PluginRange> critical;
  std::optional<double> least;
  std::optional<double> most;
  friend bool operator==(const PerfdataItem&, const PerfdataItem&) = default;
};

struct Perfdata {
  std::vector<PerfdataItem> items;  // at most 256, labels differ: the first of equal ones counts
  std::size_t rejected = 0;         // pieces that are no perfdata, repeat a label or are too many
};

// Liberal in what it takes: decimal commas, exponents, blanks in a label without quotes, units
// nobody defined, ranges that are none (they are left out). Pure and linear.
Perfdata ParsePerfdata(std::string_view text);

// In base units: "ms" and "us" become seconds, "KB" to "TB" bytes (of 1024, as the plugins count),
// "%" percent, "" count; a counter ("c") gets a name that ends in "_total". Other units stay as
// they are. Nothing for "U".
std::optional<Metric> MetricOf(const PerfdataItem& item);

}  // namespace xunjian
