#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/text.h"
#include "base/time.h"

namespace xunjian {

// When a reading is trouble. Declared by the check with its source, changed by the policy.
struct Threshold {
  enum class Kind {
    kLevel,     // the metric itself
    kRate,      // growth per second of the counter `metric`
    kDelta,     // growth of the counter since the last run
    kBaseline,  // differs from the approved value; limits are unused
  };
  enum class Direction { kAbove, kBelow };  // trouble at >= limit, or at < limit

  std::string_view name;    // "used_percent": what policy and report call it
  std::string_view metric;  // the metric judged; the same as name where that is natural
  std::string_view unit;
  Kind kind = Kind::kLevel;
  Direction direction = Direction::kAbove;
  std::optional<double> warning;
  std::optional<double> critical;
  // The condition must hold in every sample of that span (at least two samples); 0: at once.
  Duration warning_for{};
  Duration critical_for{};
  // Judged only where this metric of the same item is at least that much ("" : always).
  std::string_view sample_metric;
  double least_sample = 0;
  // Hysteresis: what was trouble stays so until the reading is past limit * clear_ratio (above) or
  // limit / clear_ratio (below).
  double clear_ratio = 0.9;
  Text source;        // where the number comes from
  Text label;         // what people call the reading ("space used"); empty: its name
  Text sample_label;  // what people call sample_metric ("reads"); empty: its name
};

// What a policy says instead of the check's own numbers; empty fields keep them.
struct ThresholdOverride {
  std::optional<double> warning;
  std::optional<double> critical;
  std::optional<Duration> warning_for;
  std::optional<Duration> critical_for;
  std::optional<double> clear_ratio;
  friend bool operator==(const ThresholdOverride&, const ThresholdOverride&) = default;
};

using ThresholdOverrides = std::map<std::string, ThresholdOverride, std::less<>>;

// The check's own threshold with the policy's numbers laid over it.
Threshold WithOverride(Threshold threshold, const ThresholdOverride& changes);
Threshold InForce(const Threshold& threshold, const ThresholdOverrides& overrides);  // by its name

}  // namespace xunjian
