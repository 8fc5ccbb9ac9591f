#include "collector/escalation/duty_roster.h"

#include <algorithm>
#include <set>

namespace xunjian {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;

bool Lies(const Rotation::Hours& hours, Duration time) {
  if (hours.from < hours.to) return time >= hours.from && time < hours.to;
  return time >= hours.from || time < hours.to;
}

// The day that the shift of a moment belongs to; none when no shift is then.
std::optional<sys_days> ShiftDay(const Rotation& rotation, Timestamp local) {
  const sys_days day = floor<days>(local - rotation.handover);
  if (day < rotation.from || (rotation.until && day > *rotation.until)) return std::nullopt;
  const Duration time = local - floor<days>(local);
  if (rotation.hours && !Lies(*rotation.hours, time)) return std::nullopt;
  return day;
}

const std::string* OnDuty(const Rotation& rotation, Timestamp local) {
  const std::optional<sys_days> day = ShiftDay(rotation, local);
  if (!day || rotation.people.empty()) return nullptr;
  const auto shift = static_cast<std::size_t>((*day - rotation.from).count()) /
                     static_cast<std::size_t>(rotation.shift_days);
  return &rotation.people[shift % rotation.people.size()];
}

const DutyOverride* FindOverride(const DutyRoster& roster, std::string_view person, Timestamp at) {
  const auto found = std::find_if(
      roster.overrides.rbegin(), roster.overrides.rend(), [&](const DutyOverride& override) {
        const bool meant = override.instead_of.empty() || override.instead_of == person;
        return meant && at >= override.from && at < override.to;
      });
  return found == roster.overrides.rend() ? nullptr : &*found;
}

void AddOnce(std::vector<std::string>& people, const std::string& person) {
  if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
}

// The last day of the block of days that a shift is.
sys_days LastShiftDay(const Rotation& rotation, sys_days day) {
  const auto into = (day - rotation.from).count() % rotation.shift_days;
  const sys_days last = day + days(rotation.shift_days - 1 - into);
  return rotation.until ? std::min(last, *rotation.until) : last;
}

Timestamp EndOfHours(const Rotation::Hours& hours, Timestamp local) {
  const Timestamp end = floor<days>(local) + hours.to;
  return end > local ? end : end + days(1);
}

}  // namespace

std::vector<std::string> FindDuty(const DutyRoster& roster, Timestamp at) {
  std::vector<std::string> people;
  for (const Rotation& rotation : roster.rotations) {
    const std::string* person = OnDuty(rotation, at + roster.utc_offset);
    if (!person) continue;
    const DutyOverride* instead = FindOverride(roster, *person, at);
    AddOnce(people, instead ? instead->person : *person);
  }
  if (!people.empty()) return people;
  if (const DutyOverride* alone = FindOverride(roster, "", at)) people.push_back(alone->person);
  return people;
}

Duty FindDuty(const DutyRosters& rosters, std::string_view name, Timestamp at) {
  std::set<std::string_view> asked;
  while (asked.insert(name).second) {
    const auto found = rosters.find(name);
    if (found == rosters.end()) break;
    std::vector<std::string> people = FindDuty(found->second, at);
    if (!people.empty()) return {std::move(people), found->first};
    name = found->second.fallback;
  }
  return {};
}

std::optional<Timestamp> FindShiftEnd(const DutyRoster& roster, std::string_view person,
                                      Timestamp at) {
  const Timestamp local = at + roster.utc_offset;
  for (const Rotation& rotation : roster.rotations) {
    const std::string* now = OnDuty(rotation, local);
    if (!now || *now != person) continue;
    const sys_days last = LastShiftDay(rotation, *ShiftDay(rotation, local));
    Timestamp end = Timestamp(last + days(1)) + rotation.handover;
    if (rotation.hours) end = std::min(end, EndOfHours(*rotation.hours, local));
    return end - roster.utc_offset;
  }
  return std::nullopt;
}

Result<DutyOverride> HandOff(const DutyRoster& roster, const std::string& from,
                             const std::string& to, Timestamp at) {
  if (from == to) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"'{}' cannot hand off to oneself", "“{}”不能把值班交给自己"}, from);
  }
  const std::optional<Timestamp> end = FindShiftEnd(roster, from, at);
  if (!end) {
    return MakeError(ErrorCode::kConflict,
                     {"'{}' has no duty in roster '{}' now", "“{}”此刻不在值班表“{}”中值班"}, from,
                     roster.name);
  }
  return DutyOverride{to, from, at, *end};
}

}  // namespace xunjian
