#include "collector/status/self_probe.h"

namespace xunjian {
namespace {

constexpr Duration kInterval = std::chrono::seconds(10);

}  // namespace

SelfProbe::SelfProbe(DoorProbes& probes, const Clock& clock)
    : probes_(probes), clock_(clock), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void SelfProbe::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const SteadyTime next = clock_.Steady() + kInterval;
    probes_.Run();
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested() && clock_.Steady() < next) {
      wake_.wait_for(lock, stop, clock_.Nap(next - clock_.Steady()), [] { return false; });
    }
  }
}

}  // namespace xunjian
