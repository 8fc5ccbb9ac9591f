#pragma once

#include <deque>

#include "base/time.h"

namespace xunjian {

// At most so many messages in any minute; 0: as many as there are. Pure: time comes from outside.
class MessagePace {
 public:
  explicit MessagePace(int per_minute) : per_minute_(per_minute) {}

  void Note(SteadyTime sent);             // one was sent
  Duration WaitAt(SteadyTime now) const;  // before the next may be; 0: at once

 private:
  const int per_minute_;
  std::deque<SteadyTime> sent_;  // the newest per_minute_ of them
};

}  // namespace xunjian
