#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// What a page of Prometheus text says, read strictly: HELP and TYPE once before the samples of a
// figure, all of them together, names and labels as the format allows them, no sample twice, base
// units, counters with _total, every line ended.
struct MetricPage {
  std::map<std::string, std::string> types;  // by name
  std::map<std::string, std::string> helps;  // by name
  std::map<std::string, double> samples;     // by name and labels as they stand there
  std::optional<std::string> mistake;        // the first one
};

MetricPage ReadMetricPage(std::string_view text);

}  // namespace xunjian
