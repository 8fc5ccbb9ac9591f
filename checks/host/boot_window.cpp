#include "checks/host/boot_window.h"

namespace xunjian {
namespace {

Sample AtBoot(const Sample& newest, std::string_view counter) {
  Sample boot{newest.at - newest.uptime, {}, newest.boot_id, newest.observation};
  for (ObservedItem& item : boot.observation.items) {
    item.metrics.assign(1, Metric{std::string(counter), 0, "count"});
  }
  return boot;
}

}  // namespace

bool BeginsWithBoot(const Window& window) {
  const Sample& newest = window.newest();
  if (newest.uptime <= kWindowSpan) return true;
  return window.last_run && window.last_run->boot_id != newest.boot_id;
}

Window FromBoot(const Window& window, std::string_view counter) {
  const Sample& newest = window.newest();
  Window whole = window;
  std::erase_if(whole.samples,
                [&newest](const Sample& sample) { return sample.boot_id != newest.boot_id; });
  whole.samples.insert(whole.samples.begin(), AtBoot(newest, counter));
  return whole;
}

}  // namespace xunjian
