#pragma once

#include <string_view>

#include "base/result.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// One act of the operator API; the names are those of the RPCs.
enum class OperatorCall {
  kListHosts, kHostReport, kListResults, kListStates, kListIncidents, kShowIncident,
  kActOnIncident, kCreateToken, kListTokens, kCreateOperator, kListOperators, kCheckPolicy, kApplyPolicy,
};

// The table of who may do what; a pair that is not in it is denied (kPermissionDenied, naming the
// roles that may).
Result<void> MayCall(const Actor& actor, OperatorCall call);

}  // namespace xunjian
