#pragma once

#include <string>
#include <vector>

#include "checks/api/check_type.h"

namespace xunjian {

struct ItemResult {
  ObservedItem observed;  // observed.item names the item
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::vector<Argument> arguments;
  std::vector<Metric> readings;
  friend bool operator==(const ItemResult&, const ItemResult&) = default;
};

// One execution of one check.
struct CheckResult {
  std::string check;       // "host.perf.fs_space"
  std::string assignment;  // the id it was run under; "" for `inspect`
  Timestamp observed_at;
  Duration duration{};
  bool complete = true;  // all items there are
  std::string ruler;     // fingerprint of what it was judged with
  std::vector<ItemResult> items;
  friend bool operator==(const CheckResult&, const CheckResult&) = default;
};

// The worst of its items (see Worse); kUnknown when there is none.
Outcome OverallOutcome(const CheckResult& result);

// A result without observation, for what could not be read or run.
CheckResult ResultOf(std::string_view check, const NotRead& not_read, Timestamp at,
                     Duration duration);

// Observation and verdicts joined by item. An observed item without a verdict becomes UNKNOWN
// "not_judged", a verdict without an observed item (one that vanished) stands alone.
CheckResult ResultOf(std::string_view check, const Observation& observation,
                     std::vector<Verdict> verdicts, Timestamp at, Duration duration);

}  // namespace xunjian
