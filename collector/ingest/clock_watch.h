#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/time.h"
#include "base/tls_identity.h"

namespace xunjian {

// Whose clock is more than 30 s off ours, by what agents say of the time in their hellos and
// heartbeats. The way of a message takes time, so that a clock seems to be behind when the road is
// slow: it counts as behind only when two messages in a row say so. Says it in the log, once. Not
// thread-safe.
class ClockWatch {
 public:
  explicit ClockWatch(Logger& logger) : logger_(logger) {}

  struct Judgement {
    std::optional<Duration> skew;  // theirs minus ours; none: right
    friend bool operator==(const Judgement&, const Judgement&) = default;
  };

  // What is to be known of the clock now, when that is news: the first judgement of an agent, a
  // clock that went wrong or right, and one that moved by another 30 s.
  std::optional<Judgement> Look(const TlsIdentity& who, Timestamp theirs, Timestamp ours);

 private:
  struct Watched {
    Duration last{};  // what the last message said
    std::optional<Judgement> known;
  };
  void Say(const TlsIdentity& who, const Judgement& before, const Judgement& after);

  Logger& logger_;
  std::map<std::string, Watched> agents_;  // by id
};

}  // namespace xunjian
