#pragma once

#include <mutex>
#include <string>

#include "collector/notify/channel.h"
#include "proto/words/collector_status.h"

namespace xunjian {

// What came of one channel's tries since the collector started. Thread-safe.
class ChannelFigures {
 public:
  ChannelFigures(std::string channel, std::string kind);

  void Note(const Delivery& delivery, Timestamp at);
  ChannelStatus Read() const;

 private:
  mutable std::mutex mutex_;
  ChannelStatus status_;  // by mutex_
};

}  // namespace xunjian
