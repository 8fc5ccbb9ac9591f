#include "collector/notify/channel_figures.h"

#include <utility>

namespace xunjian {

ChannelFigures::ChannelFigures(std::string channel, std::string kind) {
  status_.channel = std::move(channel);
  status_.kind = std::move(kind);
}

void ChannelFigures::Note(const Delivery& delivery, Timestamp at) {
  const std::scoped_lock lock(mutex_);
  if (delivery.outcome == DeliveryReported::Outcome::kDelivered) {
    ++status_.delivered;
    status_.failure.clear();
    return;
  }
  const bool again = delivery.outcome == DeliveryReported::Outcome::kRetry;
  ++(again ? status_.retried : status_.rejected);
  status_.failure = delivery.detail;
  status_.failed_at = at;
}

ChannelStatus ChannelFigures::Read() const {
  const std::scoped_lock lock(mutex_);
  return status_;
}

}  // namespace xunjian
