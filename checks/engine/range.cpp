#include "checks/engine/range.h"

#include "checks/engine/number_scan.h"

namespace xunjian {
namespace {

// An end may carry the unit of its value ("80%"), as some plugins write it.
std::optional<double> TakeEnd(std::string_view text) {
  const std::optional<double> end = TakeNumber(text);
  const bool only_unit = text.find_first_of("0123456789:~@.,+-") == std::string_view::npos;
  return only_unit ? end : std::nullopt;
}

std::optional<double> ParseStart(std::string_view text) {
  if (text == "~") return -std::numeric_limits<double>::infinity();
  if (text.empty()) return 0.0;
  return TakeEnd(text);
}

}  // namespace

std::optional<PluginRange> ParsePluginRange(std::string_view text) {
  PluginRange range;
  if (text.starts_with('@')) {
    range.inside = true;
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    const std::optional<double> start = ParseStart(text.substr(0, colon));
    if (!start) return std::nullopt;
    range.start = *start;
    text.remove_prefix(colon + 1);
  }
  if (!text.empty()) {
    const std::optional<double> end = TakeEnd(text);
    if (!end) return std::nullopt;
    range.end = *end;
  }
  if (range.start > range.end) return std::nullopt;
  return range;
}

bool Alerts(const PluginRange& range, double value) {
  const bool within = value >= range.start && value <= range.end;
  return within == range.inside;
}

}  // namespace xunjian
