#pragma once

#include <optional>
#include <string_view>

#include "checks/api/check_type.h"

namespace xunjian {

// The check's threshold `name` with the policy's numbers laid over it.
Threshold EffectiveThreshold(const CheckType& check, std::string_view name,
                             const ThresholdOverrides& overrides);

// Judges one item by one threshold over the window: level, rate or delta; "for" time, minimum sample,
// hysteresis against the previous outcome, short windows. `derive` gives the reading of an item in a
// sample where it is not simply the metric (a share of two); null takes threshold.metric as it is.
// The reading of the newest sample is put into the verdict.
using DeriveReading = std::optional<double> (*)(const Window& window, std::size_t sample_index,
                                                std::string_view item);
Verdict JudgeThreshold(const JudgeInput& input, const Threshold& threshold, std::string_view item,
                       DeriveReading derive = nullptr);

// The worse of two verdicts on the same item; readings are joined.
Verdict WorseVerdict(Verdict a, Verdict b);

}  // namespace xunjian
