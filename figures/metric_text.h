#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "figures/recent_durations.h"

namespace xunjian {

enum class MetricKind { kCounter, kGauge, kSummary };

// Writes figures in the text format of Prometheus, version 0.0.4: base units (seconds, bytes), the
// names of counters end in _total. Whatever a label's value is, the text stays well formed. Not
// thread-safe.
class MetricText {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  // One figure without labels.
  void Add(MetricKind kind, std::string_view name, std::string_view help, std::uint64_t value);
  void Add(MetricKind kind, std::string_view name, std::string_view help, Duration value);
  // A summary in seconds, with the quantiles 0.5 and 0.99 while there are any.
  void Add(std::string_view name, std::string_view help, const DurationFigures& value);

  // A figure in several kinds: its head, then a sample of each.
  void Begin(MetricKind kind, std::string_view name, std::string_view help);
  void Sample(const Labels& labels, std::uint64_t value);
  void Sample(const Labels& labels, Duration value);

  std::string Finish() && { return std::move(text_); }

 private:
  void Line(std::string_view suffix, const Labels& labels, const std::string& value);

  std::string name_;  // of the head written last
  std::string text_;
};

}  // namespace xunjian
