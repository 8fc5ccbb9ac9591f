#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "checks/api/baseline.h"
#include "checks/api/observation.h"
#include "checks/api/parameters.h"
#include "checks/api/threshold.h"
#include "checks/api/window.h"

namespace xunjian {

enum class Family { kHost, kNetwork, kOs, kMiddleware, kDatabase, kApplication, kPlugin };
enum class Aspect { kState, kConfig, kVersion, kLog, kPerformance, kSecurity, kData };

std::string_view ToString(Family family);  // "host"
std::string_view ToString(Aspect aspect);  // "state"
Text Label(Family family);
Text Label(Aspect aspect);

// 0: < 5 ms · 1: < 100 ms · 2: < 3 s · 3: minutes, in patrols only (catalogue §0.3).
enum class Cost { kTiny = 0, kSmall = 1, kMedium = 2, kLarge = 3 };

// The verdict on one item with the numbers it rests on.
struct Verdict {
  std::string item;
  Outcome outcome = Outcome::kUnknown;
  std::string code;  // see reasons.h
  std::vector<Argument> arguments;
  std::vector<Metric> readings;  // derived numbers ("used_percent"), for people and history
};

struct JudgeInput {
  const Window& window;
  // By item, of the same assignment's run before; absent at the first.
  const std::map<std::string, Outcome, std::less<>>& previous;
  const Parameters& parameters;
  const ThresholdOverrides& thresholds;
  const Baseline* baseline = nullptr;  // null: none was approved
};

// Pure: same input, same verdicts; called again at the collector for stored observations.
using JudgeFunction = std::vector<Verdict> (*)(const JudgeInput&);

// A reason text of this check alone; placeholders are {argument}.
struct ReasonText {
  std::string_view code;
  Text text;
};

// The catalogue entry of a check: all a person may ask about it.
struct CheckType {
  std::string_view id;  // "host.perf.fs_space"
  Family family = Family::kHost;
  Aspect aspect = Aspect::kState;
  Cost cost = Cost::kTiny;
  Text name;
  Text why;
  Text reads;   // where the numbers are read
  Text right;   // the right it needs ("any local user")
  Text advice;  // what to do about a finding
  std::span<const Threshold> thresholds;
  std::span<const ParameterSpec> parameters;
  std::span<const ReasonText> reasons;
  bool needs_history = false;  // judged from two readings: `inspect` reads it twice
  bool needs_baseline = false;
  Duration interval = std::chrono::seconds(60);
  Duration timeout = std::chrono::seconds(10);
  JudgeFunction judge = nullptr;
};

}  // namespace xunjian
