#include "collector/notify/notifier.h"

#include <utility>

namespace xunjian {
namespace {

constexpr std::uint32_t kEntriesPerPass = 100;

}  // namespace

Notifier::Notifier(const Parts& parts, std::vector<std::unique_ptr<Channel>> channels)
    : reader_(parts.reader),
      engine_(parts.engine),
      clock_(parts.clock),
      logger_(parts.logger),
      channels_(std::move(channels)) {}

void Notifier::DeliverDue() {
  const auto due = reader_.DueOutbox(clock_.Now(), kEntriesPerPass);
  if (!due) {
    logger_.Error("the outbox cannot be read", {{"reason", due.error().In(Language::kEnglish)}});
    return;
  }
  for (const OutboxEntry& entry : *due) Deliver(entry);
}

void Notifier::Deliver(const OutboxEntry& entry) {
  Delivery delivery = Send(entry);
  const auto noted =
      engine_.Call(DeliveryReported{entry.id, delivery.outcome, std::move(delivery.detail)});
  if (!noted) {
    logger_.Error("a delivery could not be noted; it may be repeated",
                  {{"key", entry.key}, {"reason", noted.error().In(Language::kEnglish)}});
  }
}

Delivery Notifier::Send(const OutboxEntry& entry) {
  Channel* channel = FindChannel(entry.channel);
  if (!channel) return {DeliveryReported::Outcome::kRejected, "no channel " + entry.channel};
  const auto detail = reader_.ShowIncident("", entry.incident);
  if (!detail) {
    return {DeliveryReported::Outcome::kRetry, detail.error().In(Language::kEnglish)};
  }
  return channel->Send({entry.key, entry.kind, detail->incident});
}

Channel* Notifier::FindChannel(std::string_view name) const {
  for (const auto& channel : channels_) {
    if (channel->name() == name) return channel.get();
  }
  return nullptr;
}

}  // namespace xunjian
