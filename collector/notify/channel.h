#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "collector/decide/event.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// What a channel is to say: an outbox entry with the incident it is about.
struct Notification {
  std::string key;   // idempotency key; the same when it is sent again
  std::string kind;  // "opened", "acknowledged", "solved"
  IncidentRow incident;
};

struct Delivery {
  DeliveryReported::Outcome outcome = DeliveryReported::Outcome::kDelivered;
  std::string detail;  // English, for the log and the timeline
};

// A way to reach people. It sends once and says whether another try makes sense; when, how often
// and to whom is decided elsewhere. May block; used by one thread.
class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string_view name() const = 0;  // as the outbox names it
  virtual Delivery Send(const Notification& notification) = 0;
};

}  // namespace xunjian
