#pragma once

#include "base/log.h"
#include "collector/notify/channel.h"

namespace xunjian {

// Says it in the collector's own log: always there, and never fails.
class LogChannel final : public Channel {
 public:
  explicit LogChannel(Logger& logger) : logger_(logger) {}
  std::string_view name() const override { return "log"; }
  Delivery Send(const Notification& notification) override;

 private:
  Logger& logger_;
};

}  // namespace xunjian
