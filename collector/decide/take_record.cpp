#include <algorithm>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

constexpr Duration kFirstRetry = std::chrono::seconds(5);
constexpr Duration kLongestRetry = std::chrono::minutes(10);

Duration RetryDelay(int attempts) {
  const Duration delay = kFirstRetry * (1 << std::min(attempts, 7));
  return std::min(delay, kLongestRetry);
}

void Settle(OutboxEntry& entry, DeliveryReported::Outcome outcome, Timestamp now) {
  switch (outcome) {
    case DeliveryReported::Outcome::kDelivered:
      entry.state = DeliveryState::kDelivered;
      return;
    case DeliveryReported::Outcome::kRejected:
      entry.state = DeliveryState::kRejected;
      return;
    case DeliveryReported::Outcome::kRetry:
      entry.due_at = now + RetryDelay(entry.attempts);
      ++entry.attempts;
      return;
  }
}

}  // namespace

void TakeToken(Draft& draft, const TokenCreated& created) {
  const HostModel* host = draft.model.FindHost(created.token.host);
  if (host && host->record.site != created.token.site) {
    return draft.Refuse(
        MakeError(ErrorCode::kConflict,
                  {"host {} belongs to another site than '{}'", "主机 {} 不属于单位“{}”"},
                  created.token.host, created.token.site));
  }
  draft.changes.tokens.push_back(created.token);
}

void TakeDelivery(Draft& draft, const DeliveryReported& report) {
  const auto found = draft.model.outbox.find(report.outbox_id);
  if (found == draft.model.outbox.end()) return;  // reported before
  OutboxEntry entry = found->second;
  Settle(entry, report.outcome, draft.now);
  entry.detail = report.detail;
  if (entry.state != DeliveryState::kPending) {
    draft.changes.timeline.push_back({entry.incident,
                                      draft.now,
                                      "notified",
                                      std::string(kSystemActor),
                                      report.detail,
                                      {{"channel", entry.channel},
                                       {"about", entry.kind},
                                       {"delivery", std::string(ToString(entry.state))}}});
  }
  draft.changes.outbox.push_back(std::move(entry));
}

}  // namespace xunjian
