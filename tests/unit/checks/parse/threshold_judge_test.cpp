#include "checks/engine/threshold_judge.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "../api/samples.h"
#include "checks/api/reasons.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using test::At;

constexpr Threshold kUsed = {
    .name = "used", .metric = "used", .unit = "percent", .warning = 80, .critical = 90};

constexpr Threshold kFree = {.name = "free",
                             .metric = "used",
                             .unit = "percent",
                             .direction = Threshold::Direction::kBelow,
                             .warning = 10,
                             .critical = 5};

Threshold Lasting(Threshold threshold, Duration warning, Duration critical) {
  threshold.warning_for = warning;
  threshold.critical_for = critical;
  return threshold;
}

// Samples of "used", `step` apart; the last is the newest.
Window Levels(const std::vector<double>& values, double step = 60) {
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < values.size(); ++i) {
    samples.push_back(At(1000 + step * static_cast<double>(i), {{"used", values[i], "percent"}}));
  }
  return test::WindowOf(std::move(samples));
}

Verdict Judge(const Window& window, const Threshold& threshold,
              std::optional<Outcome> previous = std::nullopt, DeriveReading derive = nullptr) {
  std::map<std::string, Outcome, std::less<>> outcomes;
  if (previous) outcomes[""] = *previous;
  const Parameters parameters;
  const ThresholdOverrides overrides;
  return JudgeThreshold({window, outcomes, parameters, overrides}, threshold, "", derive);
}

struct Row {
  std::string_view says;
  Threshold threshold;
  std::vector<double> levels;
  std::optional<Outcome> previous;
  Outcome outcome;
  std::string_view code;
};

void CheckRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.says);
    const Verdict verdict = Judge(Levels(row.levels), row.threshold, row.previous);
    CHECK(verdict.outcome == row.outcome);
    CHECK(verdict.code == row.code);
  }
}

constexpr auto kNone = std::nullopt;
constexpr auto kOk = Outcome::kOk;
constexpr auto kWarning = Outcome::kWarning;
constexpr auto kCritical = Outcome::kCritical;

TEST_CASE("a level without a for time is judged by its newest sample") {
  CheckRows({
      {"under both limits", kUsed, {79.9}, kNone, kOk, "ok"},
      {"the limit itself is trouble above", kUsed, {80}, kNone, kWarning, "above"},
      {"between the limits", kUsed, {89.9}, kNone, kWarning, "above"},
      {"at critical", kUsed, {90}, kNone, kCritical, "above"},
      {"only the newest counts", kUsed, {95, 95, 10}, kNone, kOk, "ok"},
      {"the limit itself is fine below", kFree, {10}, kNone, kOk, "ok"},
      {"under the limit", kFree, {9.9}, kNone, kWarning, "below"},
      {"under critical", kFree, {4.9}, kNone, kCritical, "below"},
  });
}

TEST_CASE("a limit that is not set is never reached") {
  Threshold only_critical = kUsed;
  only_critical.warning = kNone;
  Threshold only_warning = kUsed;
  only_warning.critical = kNone;
  CheckRows({
      {"no warning limit", only_critical, {85}, kNone, kOk, "ok"},
      {"no warning limit, critical", only_critical, {95}, kNone, kCritical, "above"},
      {"no critical limit", only_warning, {99}, kNone, kWarning, "above"},
      {"leaving critical where there is no warning", only_critical, {70}, kCritical, kOk, "ok"},
  });
}

TEST_CASE("a for time needs two samples that span it, all past the limit") {
  const Threshold two_minutes = Lasting(kUsed, minutes(2), minutes(3));
  CheckRows({
      {"one sample never", two_minutes, {99}, kNone, kOk, "not_long_enough"},
      {"too short", two_minutes, {85, 85}, kNone, kOk, "not_long_enough"},
      {"exactly long enough", two_minutes, {85, 85, 85}, kNone, kWarning, "above"},
      {"a dip starts anew", two_minutes, {85, 85, 70, 85, 85}, kNone, kOk, "not_long_enough"},
      {"critical takes longer, warning first", two_minutes, {95, 95, 95}, kNone, kWarning, "above"},
      {"critical long enough", two_minutes, {95, 95, 95, 95}, kNone, kCritical, "above"},
      {"a dip under critical only", two_minutes, {95, 85, 95, 95}, kNone, kWarning, "above"},
      {"the older past counts for nothing", two_minutes, {85, 85, 85, 10}, kNone, kOk, "ok"},
  });
}

TEST_CASE("timers may jitter by a second and no more") {
  const Threshold lasting = Lasting(kUsed, minutes(1), minutes(1));
  CHECK(Judge(Levels({85, 85}, 59.1), lasting).outcome == Outcome::kWarning);
  CHECK(Judge(Levels({85, 85}, 58.9), lasting).code == reason::kNotYet);
}

TEST_CASE("a for time of the whole window is met though the window was cut short by a sample") {
  const Threshold whole = Lasting(kUsed, kWindowSpan, kWindowSpan);
  // Sixteen samples would span 15:00.3 and the first of them was dropped.
  CHECK(Judge(Levels(std::vector<double>(15, 85), 60.02), whole).outcome == Outcome::kWarning);
  CHECK(Judge(Levels(std::vector<double>(14, 85), 60.02), whole).code == reason::kNotYet);
  std::vector<double> dipped(15, 85);
  dipped[0] = 10;
  CHECK(Judge(Levels(dipped, 60.02), whole).code == reason::kNotYet);
}

TEST_CASE("a for time longer than the window is judged as the window, not never") {
  const Threshold hour = Lasting(kUsed, minutes(60), minutes(60));
  CHECK(Judge(Levels(std::vector<double>(16, 85)), hour).outcome == Outcome::kWarning);
}

TEST_CASE("what was trouble needs no second for time") {
  const Threshold two_minutes = Lasting(kUsed, minutes(2), minutes(3));
  CheckRows({
      {"a restart lost the window", two_minutes, {85}, kWarning, kWarning, "above"},
      {"higher, but not long enough for critical", two_minutes, {95}, kWarning, kWarning, "above"},
      {"critical stays", two_minutes, {95}, kCritical, kCritical, "above"},
      {"from critical back to warning at once", two_minutes, {80.5}, kCritical, kWarning, "above"},
  });
}

TEST_CASE("trouble ends past the clear limit only, which is nearer to health") {
  CheckRows({
      {"warning stays within 90 % of 80", kUsed, {72}, kWarning, kWarning, "not_cleared"},
      {"and clears under it", kUsed, {71.9}, kWarning, kOk, "ok"},
      {"critical stays within 90 % of 90", kUsed, {81}, kCritical, kCritical, "not_cleared"},
      {"then is a warning while past its limit", kUsed, {80.5}, kCritical, kWarning, "above"},
      {"then one that is not cleared", kUsed, {75}, kCritical, kWarning, "not_cleared"},
      {"then nothing", kUsed, {60}, kCritical, kOk, "ok"},
      {"from OK there is no such band", kUsed, {75}, kOk, kOk, "ok"},
      {"nor from INFO", kUsed, {75}, Outcome::kInfo, kOk, "ok"},
      {"nor from UNKNOWN", kUsed, {75}, Outcome::kUnknown, kOk, "ok"},
      {"below: 10 clears at 11.1", kFree, {11}, kWarning, kWarning, "not_cleared"},
      {"below: cleared", kFree, {11.2}, kWarning, kOk, "ok"},
      {"below: critical 5 clears at 5.6", kFree, {5.5}, kCritical, kCritical, "not_cleared"},
      {"below: a warning then", kFree, {5.7}, kCritical, kWarning, "below"},
  });
}

TEST_CASE("hysteresis of a negative limit leans to health too") {
  Threshold offset = kUsed;
  offset.warning = -10;
  offset.critical = kNone;
  CheckRows({
      {"past", offset, {-10}, kNone, kWarning, "above"},
      {"not yet cleared", offset, {-10.5}, kWarning, kWarning, "not_cleared"},
      {"cleared", offset, {-11.5}, kWarning, kOk, "ok"},
  });
}

TEST_CASE("a clear ratio of one is no hysteresis") {
  Threshold plain = kUsed;
  plain.clear_ratio = 1;
  CheckRows({{"just under", plain, {79.9}, kWarning, kOk, "ok"},
             {"at the limit", plain, {80}, kWarning, kWarning, "above"}});
}

TEST_CASE("a short window never meets a for time and says so") {
  const Threshold lasting = Lasting(kUsed, minutes(2), minutes(2));
  Window window = Levels({99, 99, 99, 99});
  window.short_window = true;
  const Verdict held = Judge(window, lasting);
  CHECK(held.outcome == Outcome::kInfo);
  CHECK(held.code == reason::kNotYet);
  CHECK(FindArgument(held.arguments, "for") == "2m");
  CHECK(Judge(window, kUsed).outcome == Outcome::kCritical);
}

TEST_CASE("a metric that is absent is not health") {
  const Window window = test::WindowOf({At(1000, {{"other", 1, ""}})});
  const Verdict verdict = Judge(window, kUsed);
  CHECK(verdict.outcome == Outcome::kUnknown);
  CHECK(verdict.code == reason::kNotJudged);
  CHECK(Judge(Levels({std::nan("")}), kUsed).outcome == Outcome::kUnknown);
}

TEST_CASE("a gap in the readings breaks the for time") {
  const Threshold lasting = Lasting(kUsed, minutes(2), minutes(2));
  Window window = Levels({95, 95, 95, 95});
  window.samples[2].observation.items[0].metrics[0].name = "other";
  CHECK(Judge(window, lasting).code == reason::kNotYet);
}

TEST_CASE("samples of another boot do not count for the for time") {
  const Threshold lasting = Lasting(kUsed, minutes(2), minutes(2));
  Window window = Levels({95, 95, 95, 95});
  window.samples[0].boot_id = window.samples[1].boot_id = "before";
  CHECK(Judge(window, lasting).code == reason::kNotYet);
}

constexpr Threshold kErrors = {.name = "errors",
                               .metric = "errors_total",
                               .unit = "count_per_s",
                               .kind = Threshold::Kind::kRate,
                               .warning = 10,
                               .critical = 100};

Sample Errors(double at, double count, std::string boot = "a") {
  return At(at, {{"errors_total", count, "count"}}, "", std::move(boot));
}

TEST_CASE("a rate is judged per second since the sample before") {
  CHECK(Judge(test::WindowOf({Errors(0, 0), Errors(60, 599)}), kErrors).outcome == kOk);
  const Verdict verdict = Judge(test::WindowOf({Errors(0, 0), Errors(60, 600)}), kErrors);
  CHECK(verdict.outcome == Outcome::kWarning);
  CHECK(FindArgument(verdict.arguments, "value") == "10");
  CHECK(verdict.readings.front() == Metric{"errors", 10, "count_per_s"});
}

TEST_CASE("a rate has no reading at first, after a reboot and after a reset") {
  const Window first = test::WindowOf({Errors(100, 5)});
  const Window rebooted = test::WindowOf({Errors(100, 5, "a"), Errors(160, 50000, "b")});
  const Window reset = test::WindowOf({Errors(100, 5000), Errors(160, 3)});
  for (const Window& window : {first, rebooted, reset}) {
    const Verdict verdict = Judge(window, kErrors);
    CHECK(verdict.outcome == Outcome::kNotApplicable);
    CHECK(verdict.code == reason::kFirstReading);
    CHECK(verdict.readings.empty());
  }
}

TEST_CASE("a rate speaks for the time since the sample before it") {
  const Threshold lasting = Lasting(kErrors, minutes(2), minutes(2));
  const Window one = test::WindowOf({Errors(0, 0), Errors(120, 12000)});
  CHECK(Judge(one, lasting).code == reason::kNotYet);  // two minutes, but one reading
  const Window two = test::WindowOf({Errors(0, 0), Errors(60, 1000), Errors(120, 2000)});
  CHECK(Judge(two, lasting).outcome == Outcome::kWarning);
  const Window calm = test::WindowOf({Errors(0, 0), Errors(60, 10), Errors(120, 2000)});
  CHECK(Judge(calm, lasting).code == reason::kNotYet);
}

TEST_CASE("a rate in a short window is marked, and at most INFO where a for time is set") {
  const Threshold lasting = Lasting(kErrors, minutes(2), minutes(2));
  Window window = test::WindowOf({Errors(0, 0), Errors(1, 500)});
  window.short_window = true;
  CHECK(Judge(window, lasting).outcome == Outcome::kInfo);
  CHECK(Judge(window, lasting).code == reason::kShortWindow);
  CHECK(Judge(window, kErrors).outcome == Outcome::kCritical);

  Window calm = test::WindowOf({Errors(0, 0), Errors(1, 5)});
  calm.short_window = true;
  CHECK(Judge(calm, lasting).outcome == Outcome::kOk);
  CHECK(Judge(calm, lasting).code == reason::kShortWindow);
}

TEST_CASE("a delta is the growth since the last run, however far apart") {
  Threshold grew = kErrors;
  grew.kind = Threshold::Kind::kDelta;
  grew.warning = 1;
  grew.critical = kNone;
  Window window = test::WindowOf({Errors(9000, 8)});
  CHECK(Judge(window, grew).code == reason::kFirstReading);
  window.last_run = Errors(1000, 7);
  const Verdict verdict = Judge(window, grew);
  CHECK(verdict.outcome == Outcome::kWarning);
  CHECK(verdict.code == reason::kGrew);
  window.last_run = Errors(1000, 8);
  CHECK(Judge(window, grew, kWarning).outcome == Outcome::kOk);
}

TEST_CASE("a sample that is too small is not judged") {
  Threshold sampled = kUsed;
  sampled.sample_metric = "reads";
  sampled.least_sample = 20;
  const auto window = [](double reads) {
    return test::WindowOf({At(1000, {{"used", 99, "percent"}, {"reads", reads, "count"}})});
  };
  const Verdict few = Judge(window(19), sampled);
  CHECK(few.outcome == Outcome::kOk);
  CHECK(few.code == reason::kTooFewSamples);
  CHECK(FindArgument(few.arguments, "least") == "20");
  CHECK(Judge(window(20), sampled).outcome == Outcome::kCritical);
}

TEST_CASE("the sample of a counter is its growth") {
  Threshold sampled = kUsed;
  sampled.kind = Threshold::Kind::kRate;
  sampled.sample_metric = "ios_total";
  sampled.least_sample = 20;
  const DeriveReading derive = [](const Window&, std::size_t, std::string_view) {
    return std::optional<double>(99);
  };
  const auto sample = [](double at, double ios) { return At(at, {{"ios_total", ios, "count"}}); };
  CHECK(Judge(test::WindowOf({sample(0, 500)}), sampled, {}, derive).code == reason::kFirstReading);
  CHECK(Judge(test::WindowOf({sample(0, 500), sample(60, 519)}), sampled, {}, derive).code ==
        reason::kTooFewSamples);
  CHECK(Judge(test::WindowOf({sample(0, 500), sample(60, 520)}), sampled, {}, derive).outcome ==
        Outcome::kCritical);
}

std::optional<double> Share(const Window& window, std::size_t index, std::string_view item) {
  const ObservedItem* observed = window.samples[index].observation.Find(item);
  const double* part = observed ? observed->Find("part") : nullptr;
  const double* whole = observed ? observed->Find("whole") : nullptr;
  if (!part || !whole) return std::nullopt;
  return *part / *whole * 100;
}

TEST_CASE("a derived reading is judged in the place of the metric") {
  const auto sample = [](double at, double part) {
    return At(at, {{"part", part, ""}, {"whole", 200, ""}});
  };
  const Threshold lasting = Lasting(kUsed, minutes(1), minutes(1));
  const Window window = test::WindowOf({sample(0, 170), sample(60, 170)});
  const Verdict verdict = Judge(window, lasting, {}, Share);
  CHECK(verdict.outcome == Outcome::kWarning);
  CHECK(verdict.readings.front().value == Approx(85));
  CHECK(Judge(test::WindowOf({At(0, {{"part", 1, ""}})}), kUsed, {}, Share).outcome ==
        Outcome::kUnknown);
  CHECK(Judge(test::WindowOf({At(0, {{"part", 0, ""}, {"whole", 0, ""}})}), kUsed, {}, Share)
            .outcome == Outcome::kUnknown);
}

TEST_CASE("a verdict carries the numbers its sentence needs") {
  const Verdict verdict = Judge(Levels({91.25}), kUsed);
  CHECK(RenderReason(nullptr, verdict.code, verdict.arguments, Language::kEnglish) ==
        "used is 91.2 %, limit 90 %");
  const Verdict waiting = Judge(Levels({85}), Lasting(kUsed, minutes(10), minutes(15)));
  CHECK(RenderReason(nullptr, waiting.code, waiting.arguments, Language::kEnglish) ==
        "used is 85 %, past the limit of 80 %, but not yet for 10 min");
  const Verdict band = Judge(Levels({75}), kUsed, kWarning);
  CHECK(RenderReason(nullptr, band.code, band.arguments, Language::kEnglish) ==
        "used is 75 %, within the limit of 80 % again, cleared at 72 %");
}

TEST_CASE("the policy's numbers replace the check's own") {
  const std::array thresholds = {kUsed, kFree};
  CheckType check;
  check.id = "host.perf.fs_space";
  check.thresholds = thresholds;
  ThresholdOverrides overrides;
  overrides["used"].warning = 60;
  overrides["used"].critical_for = seconds(30);
  const Threshold used = EffectiveThreshold(check, "used", overrides);
  CHECK(used.warning == 60.0);
  CHECK(used.critical == 90.0);
  CHECK(used.critical_for == seconds(30));
  CHECK(EffectiveThreshold(check, "free", overrides).warning == 10.0);
  CHECK_THROWS_AS(EffectiveThreshold(check, "nothing", overrides), std::logic_error);
}

TEST_CASE("of two equal verdicts the one that measured something is shown") {
  const Verdict few{"sda", Outcome::kOk, "too_few_samples", {}, {}};
  const Verdict fine{"sda", Outcome::kOk, "ok", {}, {{"await", 0.01, "seconds"}}};
  CHECK(WorseVerdict(few, fine).code == "ok");
  CHECK(WorseVerdict(fine, few).code == "ok");
}

TEST_CASE("the worse of two verdicts keeps the readings of both") {
  const Verdict warning{"/", Outcome::kWarning, "above", {}, {{"used", 85, "percent"}}};
  const Verdict fine{"/", Outcome::kOk, "ok", {}, {{"inodes", 3, "percent"}, {"used", 1, ""}}};
  for (const Verdict& worse : {WorseVerdict(warning, fine), WorseVerdict(fine, warning)}) {
    CHECK(worse.outcome == Outcome::kWarning);
    REQUIRE(worse.readings.size() == 2);
    CHECK(worse.readings[0].value == 85);
    CHECK(worse.readings[1].name == "inodes");
  }
}

}  // namespace
}  // namespace xunjian
