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

// Who is told of it after that learns nothing, and what waits must have a bound.
constexpr Duration kGiveUp = std::chrono::hours(72);

void Postpone(OutboxEntry& entry, Timestamp now) {
  if (now - entry.created_at < kGiveUp) {
    entry.due_at = now + RetryDelay(entry.attempts - 1);
    return;
  }
  entry.state = DeliveryState::kRejected;
  entry.detail = "given up after 3 days: " + entry.detail;
}

void Settle(OutboxEntry& entry, DeliveryReported::Outcome outcome, Timestamp now) {
  ++entry.attempts;
  entry.reported_at = now;
  switch (outcome) {
    case DeliveryReported::Outcome::kDelivered:
      entry.state = DeliveryState::kDelivered;
      return;
    case DeliveryReported::Outcome::kRejected:
      entry.state = DeliveryState::kRejected;
      return;
    case DeliveryReported::Outcome::kRetry:
      Postpone(entry, now);
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
  entry.detail = report.detail;
  Settle(entry, report.outcome, draft.now);
  if (entry.state != DeliveryState::kPending) {
    draft.changes.timeline.push_back({entry.incident,
                                      draft.now,
                                      "notified",
                                      std::string(kSystemActor),
                                      entry.detail,
                                      {{"channel", entry.channel},
                                       {"about", entry.kind},
                                       {"delivery", std::string(ToString(entry.state))}}});
  }
  draft.changes.outbox.push_back(std::move(entry));
}

}  // namespace xunjian
