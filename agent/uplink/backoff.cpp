#include "agent/uplink/backoff.h"

#include <algorithm>
#include <utility>

namespace xunjian {

Backoff::Backoff(BackoffOptions options, std::function<double()> random)
    : options_(options), random_(std::move(random)) {}

Duration Backoff::Next() {
  const int failures = failures_++;
  if (failures == 0) return options_.first;
  constexpr int kMostDoublings = 20;
  const Duration ceiling =
      std::min<Duration>(options_.most, options_.base * (1L << std::min(failures, kMostDoublings)));
  return std::chrono::duration_cast<Duration>(ceiling * random_());
}

}  // namespace xunjian
