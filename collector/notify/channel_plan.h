#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "base/toml.h"
#include "collector/notify/channel.h"
#include "collector/notify/file_keys.h"

namespace xunjian {

// What every channel has, whatever its kind.
struct ChannelSettings {
  std::string name;  // as policies name it
  std::string kind;  // "smtp"
  Language language = Language::kChinese;
  int per_minute = 60;  // messages at most; 0: no limit
  Duration timeout = std::chrono::seconds(10);
  std::size_t batch = 1;  // what waits goes into one message, so many at a time
};

// What a channel is made with; all of it outlives the channel.
struct ChannelParts {
  const Clock& clock;
  Logger& logger;
};

using ChannelFactory = std::function<std::unique_ptr<Channel>(const ChannelParts&)>;

// A channel that can be made: its configuration was read and found good.
struct ChannelPlan {
  ChannelSettings settings;
  ChannelFactory make;
};

// One kind of channel; its keys beside the common ones are read by `plan`, which notes what is
// wrong in the table. `read` gives what files of secrets hold.
struct ChannelKind {
  std::string_view kind;
  std::size_t batch;
  int per_minute;  // unless the configuration says otherwise
  ChannelFactory (*plan)(TomlTable& table, const FileReader& read, const ChannelSettings& settings);
};

}  // namespace xunjian
