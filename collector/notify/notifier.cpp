#include "collector/notify/notifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

using DeliveryOutcome = DeliveryReported::Outcome;

constexpr Duration kFirstBackOff = std::chrono::seconds(1);
constexpr Duration kLongestBackOff = std::chrono::minutes(1);

}  // namespace

Notifier::Notifier(const NotifierParts& parts, std::string channel, std::unique_ptr<Channel> to,
                   Limits limits, ChannelFigures& figures)
    : parts_(parts),
      channel_(std::move(channel)),
      to_(std::move(to)),
      limits_(limits),
      figures_(figures),
      pace_(limits.per_minute) {}

Duration Notifier::DeliverDue(const std::stop_token& stop) {
  for (;;) {
    const Duration wait = pace_.WaitAt(parts_.clock.Steady());
    if (stop.stop_requested() || wait > Duration::zero()) return wait;
    const std::vector<OutboxEntry> due = ReadDue();
    if (due.empty()) return {};
    const std::vector<Notification> batch = Describe(due);
    if (batch.size() < due.size()) return BackOff();  // cannot be read; the log says why
    const Delivery delivery = to_->Send(batch, stop);
    const bool again = delivery.outcome == DeliveryOutcome::kRetry;
    if (again && stop.stop_requested()) return {};  // it was not the channel that failed
    pace_.Note(parts_.clock.Steady());
    const auto unnoted = std::ranges::find_if_not(
        due, [&](const OutboxEntry& entry) { return Report(entry, delivery); });
    if (again || unnoted != due.end()) return BackOff();
    failures_ = 0;
  }
}

std::vector<OutboxEntry> Notifier::ReadDue() {
  auto due = parts_.reader.DueOutboxOf(channel_, parts_.clock.Now(),
                                       static_cast<std::uint32_t>(limits_.batch));
  if (due) return *std::move(due);
  parts_.logger.Error("the outbox cannot be read",
                      {{"channel", channel_}, {"reason", due.error().In(Language::kEnglish)}});
  return {};
}

std::vector<Notification> Notifier::Describe(const std::vector<OutboxEntry>& entries) const {
  std::vector<Notification> batch;
  for (const OutboxEntry& entry : entries) {
    auto detail = parts_.reader.ShowIncident("", entry.incident);
    if (!detail) {
      parts_.logger.Error(
          "an incident cannot be read",
          {{"incident", entry.incident}, {"reason", detail.error().In(Language::kEnglish)}});
      break;
    }
    batch.push_back(Describe(entry, *std::move(detail)));
  }
  return batch;
}

// Incidents are counted from 1 in every database: the time they opened at tells them apart.
Notification Notifier::Describe(const OutboxEntry& entry, IncidentDetail detail) const {
  const auto opened = std::chrono::floor<std::chrono::seconds>(detail.incident.opened_at);
  const std::string prefix =
      fmt::format("{}-{}-", parts_.collector, opened.time_since_epoch().count());
  return {prefix + entry.key, fmt::format("{}incident-{}", prefix, entry.incident), entry.kind,
          entry.created_at, std::move(detail)};
}

bool Notifier::Report(const OutboxEntry& entry, const Delivery& delivery) {
  figures_.Note(delivery, parts_.clock.Now());
  if (delivery.outcome != DeliveryOutcome::kDelivered) {
    parts_.logger.Warning("a notification was not delivered",
                          {{"channel", channel_},
                           {"key", entry.key},
                           {"again", delivery.outcome == DeliveryOutcome::kRetry},
                           {"reason", delivery.detail}});
  }
  const auto noted =
      parts_.engine.Call(DeliveryReported{entry.id, delivery.outcome, delivery.detail});
  if (noted) return true;
  parts_.logger.Error("a delivery could not be noted; it may be repeated",
                      {{"channel", channel_},
                       {"key", entry.key},
                       {"reason", noted.error().In(Language::kEnglish)}});
  return false;
}

Duration Notifier::BackOff() {
  const Duration wait = kFirstBackOff * (1 << std::min(failures_, 6));
  ++failures_;
  return std::min(wait, kLongestBackOff);
}

}  // namespace xunjian
