#pragma once

#include <functional>

#include "base/time.h"

namespace xunjian {

struct BackoffOptions {
  Duration first = std::chrono::milliseconds(200);  // the first retry, exactly
  Duration base = std::chrono::seconds(1);
  Duration most = std::chrono::seconds(60);
};

// Waits between tries: the first is short, the n-th uniform between 0 and min(most, base * 2^n)
// ("full jitter"), so that thousands of agents never come back together. Pure but for `random`,
// which gives numbers in [0, 1).
class Backoff {
 public:
  Backoff(BackoffOptions options, std::function<double()> random);

  Duration Next();
  void Reset() { failures_ = 0; }

 private:
  BackoffOptions options_;
  std::function<double()> random_;
  int failures_ = 0;
};

}  // namespace xunjian
