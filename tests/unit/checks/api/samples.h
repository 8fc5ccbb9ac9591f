#pragma once

#include <string>
#include <utility>
#include <vector>

#include "checks/api/window.h"

namespace xunjian::test {

// A sample taken `seconds` after boot "a", with one item and its metrics.
inline Sample At(double seconds, std::vector<Metric> metrics, std::string item = "",
                 std::string boot_id = "a") {
  Sample sample;
  sample.uptime = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  sample.at = Timestamp(std::chrono::hours(24 * 365 * 50)) + sample.uptime;
  sample.boot_id = std::move(boot_id);
  sample.observation.items.push_back({std::move(item), std::move(metrics), {}});
  return sample;
}

inline Window WindowOf(std::vector<Sample> samples) {
  Window window;
  window.samples = std::move(samples);
  if (window.samples.size() > 1) window.last_run = window.samples[window.samples.size() - 2];
  return window;
}

}  // namespace xunjian::test
