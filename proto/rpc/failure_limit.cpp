#include "proto/rpc/failure_limit.h"

namespace xunjian {
namespace {

constexpr auto kSpan = std::chrono::minutes(1);

}  // namespace

bool FailureLimit::MayTry(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  Forget(clock_.Steady() - kSpan);
  const auto failures = failures_.find(name);
  if (failures == failures_.end()) return failures_.size() < kMostNames;
  return failures->second.size() < per_minute_;
}

void FailureLimit::Failed(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  if (!failures_.contains(name) && failures_.size() >= kMostNames) return;
  std::deque<SteadyTime>& times = failures_[name];
  times.push_back(clock_.Steady());
  if (times.size() > per_minute_) times.pop_front();
}

void FailureLimit::Forget(SteadyTime before) {
  for (auto it = failures_.begin(); it != failures_.end();) {
    std::deque<SteadyTime>& times = it->second;
    while (!times.empty() && times.front() <= before) times.pop_front();
    it = times.empty() ? failures_.erase(it) : std::next(it);
  }
}

}  // namespace xunjian
