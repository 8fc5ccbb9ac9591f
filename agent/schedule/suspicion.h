#pragma once

#include <cstdint>

#include "checks/api/check_result.h"

namespace xunjian {

// What a result says, reduced to what decides about a re-check.
struct Condition {
  bool good = false;  // nobody has to act, or the check does not apply
  std::uint64_t fingerprint =
      0;  // of every item that is not good and its outcome; equal is no change
  friend bool operator==(const Condition&, const Condition&) = default;
};

Condition ConditionOf(const CheckResult& result);

// Follows one assignment and says when it is a suspect: its condition is not good and differs from
// the one it settled on, so that `attempts` results in a row are wanted quickly before the change
// is taken for hard (the collector counts them). A good result settles at once. Pure.
class Suspicion {
 public:
  // True: run again after the retry interval.
  bool Note(const Condition& condition, int attempts);

 private:
  Condition settled_{.good = true};
  int seen_ = 0;  // results in a row that differ from settled_
};

}  // namespace xunjian
