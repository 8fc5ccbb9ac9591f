#pragma once

#include <compare>
#include <string>
#include <vector>

#include "checks/api/check_result.h"
#include "collector/incident/result_ref.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// One check assigned to one host.
struct RunKey {
  std::string host;
  std::string assignment;
  friend auto operator<=>(const RunKey&, const RunKey&) = default;
};

// One item of it. A check that is assigned twice to a host keeps its states apart.
struct StateKey {
  std::string host;
  std::string assignment;
  std::string item;
  friend auto operator<=>(const StateKey&, const StateKey&) = default;
};

// What the collector believes of one item.
struct CheckState {
  StateKey key;
  std::string check;
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::vector<Argument> arguments;
  StateKind kind = StateKind::kHard;
  int attempt = 1;        // problems in a row, counted up to the assignment's attempts
  Timestamp since;        // observed_at of the first result with this outcome
  Timestamp observed_at;  // of the newest result that has this item
  ResultRef newest;
  ResultRef first_failing;  // of the present or the last run of problems; none: there never was one
  ResultRef last_failing;
  friend bool operator==(const CheckState&, const CheckState&) = default;
};

// WARNING, CRITICAL, UNKNOWN and DENIED want somebody to act. NOT_APPLICABLE and SKIPPED never do,
// and they are no proof of health either.
bool IsProblem(Outcome outcome);

// A problem that lasted for the assignment's attempts: the only kind that opens an incident.
bool IsHardProblem(const CheckState& state);

// What a state needs to know of the result it is told about.
struct ResultFacts {
  ResultRef ref;
  Timestamp observed_at;
  int attempts = 3;  // of the assignment
};

// The state after `item`, from a result newer than `previous` (null: a new item; the caller
// orders). A problem is soft until `attempts` problems came in a row, of whichever outcomes, and
// stays hard while problems follow it. Good is hard at once, and so is what is neither (it resets
// the count).
CheckState NextState(const StateKey& key, std::string_view check, const CheckState* previous,
                     const ItemResult& item, const ResultFacts& facts);

}  // namespace xunjian
