#include "figures/metric_text.h"

#include <fmt/format.h>

namespace xunjian {
namespace {

std::string_view WordOf(MetricKind kind) {
  switch (kind) {
    case MetricKind::kCounter:
      return "counter";
    case MetricKind::kGauge:
      return "gauge";
    case MetricKind::kSummary:
      return "summary";
  }
  return "untyped";
}

// A value stands in quotes, help to the end of its line.
std::string Escape(std::string_view text, bool quoted) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\n') {
      escaped += "\\n";
    } else if (c == '\\' || (quoted && c == '"')) {
      escaped += '\\';
      escaped += c;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Seconds(Duration value) {
  return fmt::to_string(std::chrono::duration<double>(value).count());
}

}  // namespace

void MetricText::Add(MetricKind kind, std::string_view name, std::string_view help,
                     std::uint64_t value) {
  Begin(kind, name, help);
  Sample({}, value);
}

void MetricText::Add(MetricKind kind, std::string_view name, std::string_view help,
                     Duration value) {
  Begin(kind, name, help);
  Sample({}, value);
}

void MetricText::Add(std::string_view name, std::string_view help, const DurationFigures& value) {
  Begin(MetricKind::kSummary, name, help);
  if (value.recent > 0) {
    Sample({{"quantile", "0.5"}}, value.p50);
    Sample({{"quantile", "0.99"}}, value.p99);
  }
  Line("_sum", {}, Seconds(value.total));
  Line("_count", {}, fmt::to_string(value.count));
}

void MetricText::Begin(MetricKind kind, std::string_view name, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, Escape(help, false), WordOf(kind));
}

void MetricText::Sample(const Labels& labels, std::uint64_t value) {
  Line("", labels, fmt::to_string(value));
}

void MetricText::Sample(const Labels& labels, Duration value) { Line("", labels, Seconds(value)); }

void MetricText::Line(std::string_view suffix, const Labels& labels, const std::string& value) {
  std::string inner;
  for (const auto& [label, text] : labels) {
    if (!inner.empty()) inner += ',';
    inner += fmt::format("{}=\"{}\"", label, Escape(text, true));
  }
  if (!inner.empty()) inner = "{" + inner + "}";
  text_ += fmt::format("{}{}{} {}\n", name_, suffix, inner, value);
}

}  // namespace xunjian
