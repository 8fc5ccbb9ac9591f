#include "inspection/finding.h"

#include <algorithm>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"

namespace xunjian {
namespace {

// Reasons name a threshold by its own name or by its metric.
const Threshold* FindThreshold(const CheckType& check, std::string_view name) {
  const auto matches = [name](const Threshold& threshold) {
    return threshold.name == name || threshold.metric == name;
  };
  const auto found = std::find_if(check.thresholds.begin(), check.thresholds.end(), matches);
  return found == check.thresholds.end() ? nullptr : &*found;
}

std::string LimitText(std::span<const Argument> arguments, const Threshold* threshold,
                      Language language) {
  const std::string_view limit = FindArgument(arguments, "threshold");
  if (limit.empty()) return "";
  const bool below = threshold && threshold->direction == Threshold::Direction::kBelow;
  const std::string sign = below ? "< " : "≥ ";
  const std::optional<double> number = ParseNumber(limit);
  if (!number) return sign + std::string(limit);
  return sign + FormatQuantity(*number, FindArgument(arguments, "unit"), language);
}

}  // namespace

Finding MakeFinding(const ReportRow& row, std::span<const Argument> arguments, Risk risk,
                    const CheckType* check, Language language) {
  Finding finding{.row = row, .risk = risk};
  const std::string_view metric = FindArgument(arguments, "metric");
  const Threshold* threshold = check ? FindThreshold(*check, metric) : nullptr;
  finding.threshold = LimitText(arguments, threshold, language);
  if (threshold) finding.source = threshold->source.In(language);
  if (check) {
    finding.why = check->why.In(language);
    finding.advice = check->advice.In(language);
  }
  return finding;
}

}  // namespace xunjian
