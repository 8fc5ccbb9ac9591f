#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace xunjian {

// Counts failures by name over the last minute, so that guessing is slow. Thread-safe. At most
// kMostNames are remembered; when there are more of them, new ones are refused too.
class FailureLimit {
 public:
  static constexpr std::size_t kMostNames = 10'000;

  FailureLimit(const Clock& clock, std::uint32_t per_minute)
      : clock_(clock), per_minute_(per_minute) {}

  bool MayTry(const std::string& name);
  void Failed(const std::string& name);

 private:
  void Forget(SteadyTime before);

  const Clock& clock_;
  const std::uint32_t per_minute_;
  std::mutex mutex_;
  std::map<std::string, std::deque<SteadyTime>> failures_;  // oldest first, never empty
};

}  // namespace xunjian
