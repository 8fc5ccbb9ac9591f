#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "proto/words/collector_status.h"
#include "proto/words/operator_words.h"
#include "proto/words/series_words.h"

namespace xunjian {

// The operator API as the collector offers it and as a client calls it (proto/rpc carries it
// between them). Thread-safe; blocks. `actor` is ignored by the client side: the server takes it
// from the credential. Rights: proto/words/operator_rights.h, deny by default.
class OperatorApi {
 public:
  virtual ~OperatorApi() = default;

  virtual Result<std::vector<HostRow>> ListHosts(const Actor& actor) = 0;
  virtual Result<HostReportData> HostReport(const Actor& actor, const std::string& host) = 0;
  virtual Result<ResultList> ListResults(const Actor& actor, const ResultQuery&) = 0;
  virtual Result<SeriesPage> ReadSeries(const Actor& actor, const SeriesQuery&) = 0;
  virtual Result<StoredResult> ShowResult(const Actor& actor, const ResultId&) = 0;
  virtual Result<std::vector<StateRow>> ListStates(const Actor& actor, const StateQuery&) = 0;
  virtual Result<std::vector<IncidentRow>> ListIncidents(const Actor& actor,
                                                         const IncidentQuery&) = 0;
  virtual Result<IncidentDetail> ShowIncident(const Actor& actor, std::uint64_t id) = 0;
  virtual Result<IncidentDetail> ActOnIncident(const Actor& actor, const IncidentActRequest&) = 0;
  virtual Result<CreatedToken> CreateToken(const Actor& actor, const CreateTokenRequest&) = 0;
  virtual Result<std::vector<TokenRow>> ListTokens(const Actor& actor) = 0;
  virtual Result<CreatedOperator> CreateOperator(const Actor& actor,
                                                 const CreateOperatorRequest&) = 0;
  virtual Result<std::vector<OperatorRow>> ListOperators(const Actor& actor) = 0;
  // Refuses the person's credential from now on. kNotFound; kConflict when it is revoked already.
  virtual Result<OperatorRow> RevokeOperator(const Actor& actor, const std::string& name) = 0;
  // Checks the text against schema, catalogue and hosts; applies it only when `apply`.
  virtual Result<PolicyVerdict> Policy(const Actor& actor, const std::string& toml_text,
                                       const std::string& file_name, bool apply) = 0;
  virtual Result<AppliedPolicy> ShowPolicy(const Actor& actor) = 0;
  // Of the collector as a whole, whatever site the actor is of.
  virtual Result<CollectorStatus> Status(const Actor& actor) = 0;
};

}  // namespace xunjian
