#include "collector/notify/channels.h"

#include "collector/notify/log_channel.h"

namespace xunjian {

std::vector<std::unique_ptr<Channel>> MakeChannels(Logger& logger) {
  std::vector<std::unique_ptr<Channel>> channels;
  channels.push_back(std::make_unique<LogChannel>(logger));
  return channels;
}

}  // namespace xunjian
