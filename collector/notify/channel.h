#pragma once

#include <span>
#include <stop_token>
#include <string>

#include "collector/decide/event.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// What a channel is to say: a piece of news, with the incident as it is when it is sent.
struct Notification {
  std::string id;      // the same when it is sent again; no other collector or database has it
  std::string thread;  // the same for all news of an incident, and told apart as widely
  std::string kind;    // of kNewsKinds
  Timestamp created_at;
  IncidentDetail detail;
};

struct Delivery {
  DeliveryReported::Outcome outcome = DeliveryReported::Outcome::kDelivered;
  std::string detail{};  // English, for the log, the timeline and people; never a secret
};

// A way to reach people. It sends once and says whether another try makes sense; when, how often
// and to whom is decided elsewhere. Used by one thread.
class Channel {
 public:
  virtual ~Channel() = default;
  // One message for all of `batch` (at least one, no more than its kind takes); the answer is that
  // of each. May block for the channel's time limit, and ends at once when `stop` is requested.
  virtual Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) = 0;
};

inline Delivery Retry(std::string why) {
  return {DeliveryReported::Outcome::kRetry, std::move(why)};
}
inline Delivery Rejected(std::string why) {
  return {DeliveryReported::Outcome::kRejected, std::move(why)};
}

}  // namespace xunjian
