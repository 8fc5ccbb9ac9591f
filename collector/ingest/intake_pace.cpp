#include "collector/ingest/intake_pace.h"

#include <algorithm>

namespace xunjian {
namespace {

Duration TimeFor(double amount, double per_second) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(amount / per_second));
}

}  // namespace

SteadyTime IntakePace::Take(const std::string& agent, std::uint64_t results, std::uint64_t bytes,
                            SteadyTime now) {
  Through& through = agents_[agent];
  through.results = std::max(through.results, now) +
                    TimeFor(static_cast<double>(results), options_.results_per_second);
  through.bytes =
      std::max(through.bytes, now) + TimeFor(static_cast<double>(bytes), options_.bytes_per_second);
  return std::max({now,
                   through.results - TimeFor(options_.results_burst, options_.results_per_second),
                   through.bytes - TimeFor(options_.bytes_burst, options_.bytes_per_second)});
}

void IntakePace::ForgetSettled(SteadyTime now) {
  std::erase_if(agents_, [now](const auto& entry) {
    return entry.second.results <= now && entry.second.bytes <= now;
  });
}

}  // namespace xunjian
