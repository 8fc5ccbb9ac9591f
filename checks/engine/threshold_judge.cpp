#include "checks/engine/threshold_judge.h"

#include <algorithm>
#include <stdexcept>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_reading.h"

namespace xunjian {
namespace {

using State = ThresholdReading::State;

// What is known about the newest reading when the limits are asked.
struct Case {
  const ThresholdView& view;
  double value;
  Outcome previous;

  const Threshold& threshold() const { return view.threshold; }
  bool Past(std::optional<double> limit) const {
    return limit && IsPast(threshold(), value, *limit);
  }
};

Outcome PreviousOutcome(const JudgeInput& input, std::string_view item) {
  const auto found = input.previous.find(item);
  return found == input.previous.end() ? Outcome::kOk : found->second;
}

bool WasTrouble(Outcome previous) {
  return previous == Outcome::kWarning || previous == Outcome::kCritical;
}

std::string_view PastCode(const Threshold& threshold) {
  if (threshold.direction == Threshold::Direction::kBelow) return reason::kBelow;
  return threshold.kind == Threshold::Kind::kDelta ? reason::kGrew : reason::kAbove;
}

Verdict Say(const Case& now, Outcome outcome, std::string_view code, std::optional<double> limit) {
  const Threshold& threshold = now.threshold();
  Verdict verdict;
  verdict.item = now.view.item;
  verdict.outcome = outcome;
  verdict.code = code;
  verdict.arguments = {{"metric", std::string(threshold.name)},
                       {"value", NumberText(now.value)},
                       {"unit", std::string(threshold.unit)}};
  if (limit) verdict.arguments.push_back({"threshold", NumberText(*limit)});
  verdict.readings = {{std::string(threshold.name), now.value, std::string(threshold.unit)}};
  return verdict;
}

// One limit: trouble of this grade, still, or not. `was` says that the item was in it before.
std::optional<Verdict> JudgeLimit(const Case& now, Outcome grade, std::optional<double> limit,
                                  Duration span, bool was) {
  if (!limit) return std::nullopt;
  if (now.Past(limit)) {
    if (!was && !HeldLongEnough(now.view, *limit, span)) return std::nullopt;
    return Say(now, grade, PastCode(now.threshold()), limit);
  }
  const double clear = ClearLimit(now.threshold(), *limit);
  if (!was || !IsPast(now.threshold(), now.value, clear)) return std::nullopt;
  Verdict verdict = Say(now, grade, reason::kNotCleared, limit);
  verdict.arguments.push_back({"clear", NumberText(clear)});
  return verdict;
}

Verdict NotTrouble(const Case& now) {
  const Threshold& threshold = now.threshold();
  const bool short_rate = now.view.window.short_window && threshold.kind == Threshold::Kind::kRate;
  const bool warns = now.Past(threshold.warning);
  if (!warns && !now.Past(threshold.critical)) {
    const std::string_view code = short_rate ? reason::kShortWindow : reason::kOk;
    return Say(now, Outcome::kOk, code, threshold.warning ? threshold.warning : threshold.critical);
  }
  const Outcome outcome = now.view.window.short_window ? Outcome::kInfo : Outcome::kOk;
  Verdict verdict = Say(now, outcome, short_rate ? reason::kShortWindow : reason::kNotYet,
                        warns ? threshold.warning : threshold.critical);
  verdict.arguments.push_back(
      {"for", FormatDuration(warns ? threshold.warning_for : threshold.critical_for)});
  return verdict;
}

Verdict JudgeValue(const Case& now) {
  const Threshold& threshold = now.threshold();
  const bool was_critical = now.previous == Outcome::kCritical;
  if (auto verdict = JudgeLimit(now, Outcome::kCritical, threshold.critical, threshold.critical_for,
                                was_critical)) {
    return *verdict;
  }
  if (auto verdict = JudgeLimit(now, Outcome::kWarning, threshold.warning, threshold.warning_for,
                                WasTrouble(now.previous))) {
    return *verdict;
  }
  return NotTrouble(now);
}

Verdict WithoutValue(const ThresholdView& view, Outcome outcome, std::string_view code) {
  Verdict verdict;
  verdict.item = view.item;
  verdict.outcome = outcome;
  verdict.code = code;
  verdict.arguments = {{"metric", std::string(view.threshold.name)}};
  return verdict;
}

Verdict TooFew(const ThresholdView& view, double size) {
  Verdict verdict = WithoutValue(view, Outcome::kOk, reason::kTooFewSamples);
  verdict.arguments = {{"metric", std::string(view.threshold.sample_metric)},
                       {"value", NumberText(size)},
                       {"least", NumberText(view.threshold.least_sample)}};
  return verdict;
}

}  // namespace

Threshold EffectiveThreshold(const CheckType& check, std::string_view name,
                             const ThresholdOverrides& overrides) {
  const auto found =
      std::find_if(check.thresholds.begin(), check.thresholds.end(),
                   [name](const Threshold& threshold) { return threshold.name == name; });
  if (found == check.thresholds.end()) {
    throw std::logic_error(std::string(check.id) + " declares no threshold " + std::string(name));
  }
  return InForce(*found, overrides);
}

Verdict JudgeThreshold(const JudgeInput& input, const Threshold& threshold, std::string_view item,
                       DeriveReading derive) {
  const ThresholdView view{input.window, threshold, item, derive};
  const ThresholdReading reading = ReadingAt(view, input.window.samples.size() - 1);
  switch (reading.state) {
    case State::kMissing:
      return WithoutValue(view, Outcome::kUnknown, reason::kNotJudged);
    case State::kFirst:
      return WithoutValue(view, Outcome::kNotApplicable, reason::kFirstReading);
    case State::kTooFew:
      return TooFew(view, reading.value);
    case State::kValue:
      break;
  }
  return JudgeValue({view, reading.value, PreviousOutcome(input, item)});
}

Verdict WorseVerdict(Verdict a, Verdict b) {
  const bool a_speaks = !a.readings.empty() || b.readings.empty();
  const bool first = a.outcome == b.outcome ? a_speaks : Worse(a.outcome, b.outcome) == a.outcome;
  Verdict& worse = first ? a : b;
  Verdict& other = first ? b : a;
  for (Metric& metric : other.readings) {
    const bool known =
        std::any_of(worse.readings.begin(), worse.readings.end(),
                    [&metric](const Metric& reading) { return reading.name == metric.name; });
    if (!known) worse.readings.push_back(std::move(metric));
  }
  return std::move(worse);
}

}  // namespace xunjian
