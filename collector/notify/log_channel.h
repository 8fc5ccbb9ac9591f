#pragma once

#include "base/log.h"
#include "collector/notify/channel.h"

namespace xunjian {

// Says it in the collector's own log: always there, and never fails.
class LogChannel final : public Channel {
 public:
  explicit LogChannel(Logger& logger) : logger_(logger) {}
  Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) override;

 private:
  Logger& logger_;
};

}  // namespace xunjian
