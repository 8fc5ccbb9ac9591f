#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/escalation/day_words.h"

namespace xunjian {

// People who take turns. The first has duty from `from` at `handover`; before that, and after the
// day `until`, nobody has.
struct Rotation {
  struct Hours {
    std::chrono::minutes from;
    std::chrono::minutes to;  // before `from`: on the next day
    friend bool operator==(const Hours&, const Hours&) = default;
  };
  std::vector<std::string> people;  // never empty
  std::chrono::sys_days from;
  std::optional<std::chrono::sys_days> until;
  std::chrono::minutes handover{9 * 60};
  int shift_days = 1;
  std::optional<Hours> hours;  // duty within these only; none: around the clock
  friend bool operator==(const Rotation&, const Rotation&) = default;
};

// Somebody else for a while, from `from` until before `to`.
struct DutyOverride {
  std::string person;
  std::string instead_of;  // "": whoever has duty, and also where nobody has
  Timestamp from;
  Timestamp to;
  friend bool operator==(const DutyOverride&, const DutyOverride&) = default;
};

struct DutyRoster {
  std::string name;
  std::chrono::minutes utc_offset{8 * 60};
  std::vector<Rotation> rotations;      // all of them have duty at once
  std::vector<DutyOverride> overrides;  // the later in the list wins
  std::string fallback;                 // another roster, asked when nobody has duty; "": none
  friend bool operator==(const DutyRoster&, const DutyRoster&) = default;
};

using DutyRosters = std::map<std::string, DutyRoster, std::less<>>;

// Who has duty at a moment, each once; empty is nobody.
std::vector<std::string> FindDuty(const DutyRoster& roster, Timestamp at);

// The same, asking the fallbacks in turn. Nobody, too, when there is no such roster.
struct Duty {
  std::vector<std::string> people;
  std::string roster;  // that answered; "": none of them
  friend bool operator==(const Duty&, const Duty&) = default;
};
Duty FindDuty(const DutyRosters& rosters, std::string_view name, Timestamp at);

// The end of the present shift of a person whom a rotation names; none: has no duty by rotation.
std::optional<Timestamp> FindShiftEnd(const DutyRoster& roster, std::string_view person,
                                      Timestamp at);

// A hand-off: `to` takes the rest of the shift of `from`. kConflict when that person has no duty by
// rotation now, kInvalidArgument when both are one.
Result<DutyOverride> HandOff(const DutyRoster& roster, const std::string& from,
                             const std::string& to, Timestamp at);

}  // namespace xunjian
