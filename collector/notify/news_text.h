#pragma once

#include <string>

#include "base/text.h"
#include "collector/notify/channel.h"

namespace xunjian {

// What people read. Whatever a host or a person sent is cleaned, so that the subject is one line
// and no line of the body begins by itself; a channel escapes on top what its own sink understands.
struct NewsText {
  std::string subject;  // at most 256 bytes
  std::string body;     // lines, each ended with '\n'; at most some 16 KiB
};

// Pure. The closing message says by itself what failed, when, what passed again, and how long it
// took.
NewsText TextOf(const Notification& notification, Language language);

}  // namespace xunjian
