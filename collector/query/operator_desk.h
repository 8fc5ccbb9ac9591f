#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "collector/ca/certificate_authority.h"
#include "collector/decide/policy.h"
#include "collector/engine/engine.h"
#include "collector/store/store_reader.h"
#include "proto/words/operator_api.h"

namespace xunjian {

// Where tokens and credentials send people and agents: "host:port", with the ports really bound.
struct AdvertisedAddresses {
  std::string agents;
  std::string enrolment;
  std::string operators;  // "" when that port is not open
};

// Answers operators. Questions go to the store's reader, acts to the engine as events; it writes
// nothing itself. Roles are checked at the door (proto/rpc), the site of an actor here.
// Thread-safe; what it is given outlives it.
class OperatorDesk final : public OperatorApi {
 public:
  struct Parts {
    Engine& engine;
    StoreReader& reader;
    const CertificateAuthority& ca;
    const Clock& clock;
    Logger& logger;
    CheckMatcher match;
    std::vector<std::string> channels;  // that a policy may name
    std::string site;                   // the collector's own
    AdvertisedAddresses addresses;
    std::function<CollectorStatus()> status;  // any thread, as the next
    // What waits in the spool of an agent; none: nobody knows.
    std::function<std::optional<std::uint64_t>(const std::string& agent)> results_waiting;
  };

  explicit OperatorDesk(Parts parts);

  Result<std::vector<HostRow>> ListHosts(const Actor& actor) override;
  Result<HostReportData> HostReport(const Actor& actor, const std::string& host) override;
  Result<ResultList> ListResults(const Actor& actor, const ResultQuery& query) override;
  Result<SeriesPage> ReadSeries(const Actor& actor, const SeriesQuery& query) override;
  Result<StoredResult> ShowResult(const Actor& actor, const ResultId& id) override;
  Result<std::vector<StateRow>> ListStates(const Actor& actor, const StateQuery& query) override;
  Result<std::vector<IncidentRow>> ListIncidents(const Actor& actor,
                                                 const IncidentQuery& query) override;
  Result<IncidentDetail> ShowIncident(const Actor& actor, std::uint64_t id) override;
  Result<IncidentDetail> ActOnIncident(const Actor& actor,
                                       const IncidentActRequest& request) override;
  Result<CreatedToken> CreateToken(const Actor& actor, const CreateTokenRequest& request) override;
  Result<std::vector<TokenRow>> ListTokens(const Actor& actor) override;
  Result<CreatedOperator> CreateOperator(const Actor& actor,
                                         const CreateOperatorRequest& request) override;
  Result<std::vector<OperatorRow>> ListOperators(const Actor& actor) override;
  Result<OperatorRow> RevokeOperator(const Actor& actor, const std::string& name) override;
  Result<PolicyVerdict> Policy(const Actor& actor, const std::string& toml_text,
                               const std::string& file_name, bool apply) override;
  Result<AppliedPolicy> ShowPolicy(const Actor& actor) override;
  Result<CollectorStatus> Status(const Actor& actor) override;

  // The person behind a certificate, as long as it is the one that was issued last and nobody
  // revoked it.
  Result<Actor> ActorOf(const TlsIdentity& identity) const;

 private:
  // How often the policy in force runs what the series is of; none: never by timer, or at several
  // intervals.
  Result<std::optional<Duration>> IntervalOf(const Actor& actor, const SeriesQuery& query);
  // What the policy gives every host that the actor sees, beside what the one in force gives it.
  Result<PolicyVerdict> VerdictOn(const Actor& actor, const xunjian::Policy& policy);
  // Logs what was done, by whom; the store's timeline has the acts on incidents.
  void Audit(const Actor& actor, std::string_view act, std::string_view object);

  Parts parts_;
};

}  // namespace xunjian
