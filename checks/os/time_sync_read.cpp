#include <cmath>

#include "checks/engine/chrony_client.h"
#include "checks/engine/container.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/read_source.h"
#include "checks/os/reads.h"

namespace xunjian {
namespace {

constexpr Duration kChronyLimit = std::chrono::milliseconds(300);  // it is on this host

std::optional<ChronyTracking> AskIn(const ReadContext& context) {
  if (context.chrony == nullptr) return std::nullopt;
  return context.chrony->Ask(std::min(kChronyLimit, context.timeout / 2), context.clock);
}

}  // namespace

Reading ReadOsStateTimeSync(const ReadContext& context, const Parameters&) {
  const auto kernel = context.kernel_clock.Read();
  if (!kernel) return NotReadOf(kernel.error(), "adjtimex");
  const auto chrony = AskIn(context);
  // Who keeps the clock knows first that it lost its source.
  const bool synchronised = kernel->synchronised && (!chrony || chrony->synchronised);
  ObservedItem clock;
  clock.metrics = {{"synchronised", synchronised ? 1.0 : 0.0, "count"},
                   {"max_error_seconds", kernel->max_error_seconds, "seconds"}};
  if (chrony) {
    clock.metrics.push_back({"offset_seconds", std::abs(chrony->correction_seconds), "seconds"});
    clock.metrics.push_back({"stratum", static_cast<double>(chrony->stratum), "count"});
    clock.metrics.push_back(
        {"root_dispersion_seconds", chrony->root_dispersion_seconds, "seconds"});
  }
  if (std::string container = ContainerKind(context.files); !container.empty()) {
    clock.attributes.push_back({"container", std::move(container)});
  }
  return Observation{{std::move(clock)}, true};
}

}  // namespace xunjian
