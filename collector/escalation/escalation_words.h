#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

// The closed lists of words that policies, rows and people use here.
namespace xunjian {

// Who owns an incident, in the order it is handed on.
enum class Tier { kProvince = 1, kCallCentre = 2, kExpertGroup = 3 };
inline constexpr std::array<Tier, 3> kAllTiers = {Tier::kProvince, Tier::kCallCentre,
                                                  Tier::kExpertGroup};
std::string_view ToString(Tier tier);  // "call-centre"
std::optional<Tier> ParseTier(std::string_view text);
Text Label(Tier tier);

// The clocks of an incident: two of the tier that owns it, one in total.
enum class ClockKind { kRespond = 1, kHandOver = 2, kRestore = 3 };
inline constexpr std::array<ClockKind, 3> kAllClockKinds = {
    ClockKind::kRespond, ClockKind::kHandOver, ClockKind::kRestore};
std::string_view ToString(ClockKind kind);  // "hand_over"
std::optional<ClockKind> ParseClockKind(std::string_view text);
Text Label(ClockKind kind);

// Whom a step calls: a person by name, all who hold a role, who is on duty, or an address of a
// channel, where nobody can acknowledge.
struct EscalationTarget {
  enum class Kind { kPerson = 1, kRole = 2, kRoster = 3, kChannel = 4 };
  Kind kind = Kind::kPerson;
  std::string name;
  friend auto operator<=>(const EscalationTarget&, const EscalationTarget&) = default;
};
std::string ToString(const EscalationTarget& target);  // "roster:zj-day"
// kInvalidArgument, with an example of the form.
Result<EscalationTarget> ParseTarget(std::string_view text);

}  // namespace xunjian
