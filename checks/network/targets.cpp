#include "targets.h"

#include <algorithm>
#include <thread>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

// What one target may take: the assignment's "limit", and never longer than the read itself.
Duration LimitOf(const ReadContext& context, const Parameters& parameters) {
  constexpr Duration kReserve = std::chrono::milliseconds(500);
  const std::chrono::duration<double> asked(parameters.Number("limit", 3));
  const Duration most = std::max(context.timeout - kReserve, context.timeout / 2);
  return std::min(std::chrono::duration_cast<Duration>(asked), most);
}

}  // namespace

std::vector<std::string> TargetsOf(const Parameters& parameters) {
  std::vector<std::string> targets = parameters.Strings("target");
  for (std::string& target : parameters.Strings("targets")) {
    targets.push_back(std::move(target));
  }
  std::vector<std::string> different;
  for (std::string& target : targets) {
    if (std::find(different.begin(), different.end(), target) != different.end()) continue;
    different.push_back(std::move(target));
  }
  return different;
}

Reading ObserveTargets(const ReadContext& context, const Parameters& parameters,
                       ObserveTarget observe) {
  const std::vector<std::string> targets = TargetsOf(parameters);
  if (targets.empty()) {
    return NotRead{
        Outcome::kNotApplicable, std::string(reason::kNoTarget), {{"parameter", "target"}}};
  }
  if (targets.size() > kMostTargets) {
    return NotRead{
        Outcome::kUnknown,
        "too_many_targets",
        {{"count", std::to_string(targets.size())}, {"most", std::to_string(kMostTargets)}}};
  }
  const Duration limit = LimitOf(context, parameters);
  Observation observation;
  observation.items.resize(targets.size());
  std::vector<std::jthread> probes;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    probes.emplace_back(
        [&, i] { observation.items[i] = observe(context, parameters, targets[i], limit); });
  }
  probes.clear();  // joins
  return observation;
}

}  // namespace xunjian
