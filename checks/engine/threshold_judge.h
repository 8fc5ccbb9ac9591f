#pragma once

#include <optional>
#include <string_view>

#include "checks/api/check_type.h"

namespace xunjian {

// The check's threshold `name` with the policy's numbers laid over it. The check must declare it.
Threshold EffectiveThreshold(const CheckType& check, std::string_view name,
                             const ThresholdOverrides& overrides);

// The reading of an item in one sample where it is not simply the metric (a share of two). With
// kind kRate or kDelta it compares with PreviousSample and is asked only where there is one.
using DeriveReading = std::optional<double> (*)(const Window& window, std::size_t sample_index,
                                                std::string_view item);

// Judges one item by one threshold over the window. The rules, first match wins:
//
//   no reading in the newest sample
//     kLevel: the metric is absent            UNKNOWN         not_judged
//     kRate, kDelta: no earlier sample of this boot, or the counter fell
//                                             NOT_APPLICABLE  first_reading
//   fewer than least_sample                   OK              too_few_samples
//   past critical, long enough or was so      CRITICAL        above | below | grew (kDelta)
//   was CRITICAL, not past the clear limit    CRITICAL        not_cleared
//   past warning, long enough or was trouble  WARNING         above | below | grew
//   was trouble, not past the clear limit     WARNING         not_cleared
//   past a limit in a short window
//     kRate                                   INFO            short_window
//     kLevel                                  INFO            not_long_enough
//   past a limit, not long enough             OK              not_long_enough
//   a rate in a short window                  OK              short_window
//   else                                      OK              ok
//
// Long enough: the limit's "for" is 0, or the newest samples, at least two of one boot without a
// gap in their readings, are all past the limit and span it. One second is forgiven: timers jitter.
// A rate speaks for the time since the sample before it. A window into which no further sample fits
// counts as kWindowSpan, and a longer "for" is judged as that: early is better than never.
//
// A short window never spans a "for": limits with one give INFO at most, limits without one hold.
//
// Minimum sample: `sample_metric` in the newest sample; of a counter ("…_total") its growth, for
// which a kRate or kDelta reaches back in the window as far as it takes (SampleSince): its reading
// speaks for all that time then, and counts once for a "for" time.
// Was: the item's previous outcome; where several thresholds judge one item they share it.
// The newest reading stands in the verdict under the threshold's name.
Verdict JudgeThreshold(const JudgeInput& input, const Threshold& threshold, std::string_view item,
                       DeriveReading derive = nullptr);

// The worse of two verdicts on the same item, of equal ones the one that rests on a reading, else
// the first; readings are joined.
Verdict WorseVerdict(Verdict a, Verdict b);

}  // namespace xunjian
