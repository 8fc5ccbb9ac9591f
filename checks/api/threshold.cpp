#include "checks/api/threshold.h"

namespace xunjian {

Threshold WithOverride(Threshold threshold, const ThresholdOverride& changes) {
  if (changes.warning) threshold.warning = changes.warning;
  if (changes.critical) threshold.critical = changes.critical;
  if (changes.warning_for) threshold.warning_for = *changes.warning_for;
  if (changes.critical_for) threshold.critical_for = *changes.critical_for;
  if (changes.clear_ratio) threshold.clear_ratio = *changes.clear_ratio;
  return threshold;
}

Threshold InForce(const Threshold& threshold, const ThresholdOverrides& overrides) {
  const auto found = overrides.find(threshold.name);
  return found == overrides.end() ? threshold : WithOverride(threshold, found->second);
}

}  // namespace xunjian
