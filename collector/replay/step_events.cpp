#include "collector/replay/step_events.h"

#include "collector/replay/event_record.h"

namespace xunjian {

StepEvents::StepEvents(const RecordedEnd& stored, const CheckMatcher& match)
    : stored_(stored), match_(match) {
  for (const EpochRecord& epoch : stored.rows.epochs) agents_[epoch.number] = epoch.agent_id;
}

Result<Event> StepEvents::EventOfStep(const RecordedStep& step) const {
  if (!step.event) return BatchOf(step);
  auto event = EventOf(*step.event);
  if (!event) return event;
  if (auto* batch = std::get_if<BatchArrived>(&*event); batch && step.results) {
    batch->batch = step.results;
  }
  if (auto* applied = std::get_if<PolicyApplied>(&*event)) {
    auto policy = FindPolicy(applied->policy->version);
    if (!policy) return policy.error();
    applied->policy = std::move(*policy);
  }
  return event;
}

Result<Event> StepEvents::BatchOf(const RecordedStep& step) const {
  const auto agent = agents_.find(step.epoch_number);
  if (agent == agents_.end()) {
    return MakeError(ErrorCode::kInternal,
                     {"results of epoch {}, which nobody knows", "结果属于未知的存储期 {}"},
                     step.epoch_number);
  }
  return Event(BatchArrived{0, agent->second, step.results, {}});
}

Result<std::shared_ptr<const Policy>> StepEvents::FindPolicy(const std::string& version) const {
  const auto text = stored_.policies.find(version);
  if (text == stored_.policies.end()) {
    return MakeError(ErrorCode::kInternal, {"policy {} is not kept", "策略 {} 没有保留"}, version);
  }
  auto policy = ParsePolicy(text->second, "policy.toml", match_);
  if (!policy) return policy.error();
  return std::make_shared<const Policy>(std::move(*policy));
}

}  // namespace xunjian
