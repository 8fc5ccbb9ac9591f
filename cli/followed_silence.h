#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/silence_watch.h"

namespace xunjian {

// Finds, while somebody follows a series, when it falls silent and when it is heard again. What
// comes late may still fill a silence, so nothing is said to be missing from one.
class FollowedSilence {
 public:
  struct News {
    std::string assignment;
    Timestamp since;                 // the newest result before it
    std::optional<Timestamp> until;  // the result that ended it; none: it begins
  };

  // `now` is by the clock of this machine. Before that results were only `Seen`.
  void Seen(const SeriesColumns& page, Timestamp now);
  // Results that came while following.
  std::vector<News> Came(const SeriesColumns& page, Timestamp now);
  // The silences that began since: one and a half steps without a result.
  std::vector<News> Look(Duration step, Timestamp now);

 private:
  struct Heard {
    Timestamp observed;
    Timestamp at;
    bool silent = false;
  };

  std::map<std::string, Heard> heard_;  // by assignment
};

}  // namespace xunjian
