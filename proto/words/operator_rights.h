#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// One act of the operator API; the names are those of the RPCs.
enum class OperatorCall {
  kListHosts,
  kHostReport,
  kListResults,
  kReadSeries,
  kShowResult,
  kListStates,
  kListIncidents,
  kShowIncident,
  kActOnIncident,
  kCreateToken,
  kListTokens,
  kCreateOperator,
  kListOperators,
  kRevokeOperator,
  kCheckPolicy,
  kApplyPolicy,
  kShowPolicy,
  kCollectorStatus,
};

std::string_view ToString(OperatorCall call);  // "ListHosts"
std::optional<OperatorCall> ParseOperatorCall(std::string_view rpc_name);

// The table of who may do what; a pair that is not in it is denied (kPermissionDenied, naming the
// roles that may).
Result<void> MayCall(const Actor& actor, OperatorCall call);

// Whether what belongs to `site` is this actor's to see and to act on: its credential is for all
// sites or for that one.
bool SeesSite(const Actor& actor, std::string_view site);

}  // namespace xunjian
