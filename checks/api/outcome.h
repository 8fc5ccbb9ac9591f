#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace xunjian {

// The verdict on one item. The first four are health; the others say why health is not known and
// lower coverage instead of the score. Numbers are those of the wire and of the store.
enum class Outcome {
  kOk = 1,
  kInfo = 2,
  kWarning = 3,
  kCritical = 4,
  kUnknown = 5,        // tried and failed; a time-out is kUnknown with code "timeout"
  kDenied = 6,         // a right is missing; the argument says which
  kNotApplicable = 7,  // the argument says why
  kSkipped = 8,        // not started: budget, pressure, dependency
};

inline constexpr std::array<Outcome, 8> kAllOutcomes = {
    Outcome::kOk,      Outcome::kInfo,   Outcome::kWarning,       Outcome::kCritical,
    Outcome::kUnknown, Outcome::kDenied, Outcome::kNotApplicable, Outcome::kSkipped};

constexpr bool IsHealth(Outcome outcome) { return outcome <= Outcome::kCritical; }

// OK or INFO: nobody has to act.
constexpr bool IsGood(Outcome outcome) { return outcome <= Outcome::kInfo; }

// "ok" … "not_applicable": the form of JSON and of configuration.
std::string_view ToString(Outcome outcome);
std::optional<Outcome> ParseOutcome(std::string_view text);
Text Label(Outcome outcome);  // "OK" / "正常"

// The one to show for several: CRITICAL over WARNING over UNKNOWN over DENIED over INFO over OK
// over SKIPPED over NOT_APPLICABLE.
Outcome Worse(Outcome a, Outcome b);

}  // namespace xunjian
