#include "collector/query/operator_desk.h"

#include <utility>

namespace xunjian {
namespace {

std::uint32_t CountAssigned(const Policy& policy, const PolicySubject& host) {
  return static_cast<std::uint32_t>(CompileAssignments(policy, host).assignments.size());
}

}  // namespace

OperatorDesk::OperatorDesk(Parts parts) : parts_(std::move(parts)) {}

Result<std::vector<HostRow>> OperatorDesk::ListHosts(const Actor& actor) {
  auto hosts = parts_.reader.ListHosts(actor.site);
  if (!hosts) return hosts;
  for (HostRow& host : *hosts) host.results_waiting = parts_.results_waiting(host.agent_id);
  return hosts;
}

Result<HostReportData> OperatorDesk::HostReport(const Actor& actor, const std::string& host) {
  auto report = parts_.reader.HostReport(actor.site, host);
  if (report) report->host.results_waiting = parts_.results_waiting(report->host.agent_id);
  return report;
}

Result<ResultList> OperatorDesk::ListResults(const Actor& actor, const ResultQuery& query) {
  return parts_.reader.ListResults(actor.site, query);
}

Result<std::vector<StateRow>> OperatorDesk::ListStates(const Actor& actor,
                                                       const StateQuery& query) {
  return parts_.reader.ListStates(actor.site, query);
}

Result<std::vector<IncidentRow>> OperatorDesk::ListIncidents(const Actor& actor,
                                                             const IncidentQuery& query) {
  return parts_.reader.ListIncidents(actor.site, query);
}

Result<IncidentDetail> OperatorDesk::ShowIncident(const Actor& actor, std::uint64_t id) {
  return parts_.reader.ShowIncident(actor.site, id);
}

Result<IncidentDetail> OperatorDesk::ActOnIncident(const Actor& actor,
                                                   const IncidentActRequest& request) {
  if (auto seen = ShowIncident(actor, request.id); !seen) return seen.error();
  auto reply = parts_.engine.Call(ActRequested{actor, request});
  if (!reply) return reply.error();
  return ShowIncident(actor, request.id);
}

Result<std::vector<TokenRow>> OperatorDesk::ListTokens(const Actor& actor) {
  return parts_.reader.ListTokens(actor.site);
}

Result<std::vector<OperatorRow>> OperatorDesk::ListOperators(const Actor& actor) {
  return parts_.reader.ListOperators(actor.site);
}

Result<AppliedPolicy> OperatorDesk::ShowPolicy(const Actor&) {
  return parts_.reader.PolicyInForce();
}

Result<CollectorStatus> OperatorDesk::Status(const Actor&) { return parts_.status(); }

Result<PolicyVerdict> OperatorDesk::VerdictOn(const Actor& actor, const xunjian::Policy& policy) {
  const auto in_force = parts_.reader.PolicyInForce();
  if (!in_force) return in_force.error();
  const auto before = ParsePolicy(in_force->text, "policy in force", parts_.match);
  if (!before) return before.error();
  const auto hosts = parts_.reader.ListHosts(actor.site);
  if (!hosts) return hosts.error();

  PolicyVerdict verdict;
  verdict.version = policy.version;
  verdict.rules = static_cast<std::uint32_t>(policy.rules.size());
  for (const HostRow& host : *hosts) {
    const PolicySubject subject{host.name, host.site, host.labels};
    verdict.hosts.push_back(
        {host.name, CountAssigned(policy, subject), CountAssigned(*before, subject)});
  }
  return verdict;
}

Result<PolicyVerdict> OperatorDesk::Policy(const Actor& actor, const std::string& toml_text,
                                           const std::string& file_name, bool apply) {
  auto policy = ParsePolicy(toml_text, file_name, parts_.match, &parts_.channels);
  if (!policy) return policy.error();
  auto verdict = VerdictOn(actor, *policy);
  if (!verdict || !apply) return verdict;
  if (!actor.site.empty()) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"a policy is for all sites, your credential is for '{}' alone",
                      "策略作用于所有单位，而您的凭据只属于“{}”"},
                     actor.site);
  }
  auto reply = parts_.engine.Call(
      PolicyApplied{actor, std::make_shared<const xunjian::Policy>(std::move(*policy))});
  if (!reply) return reply.error();
  verdict->applied = true;
  Audit(actor, "policy applied", verdict->version);
  return verdict;
}

Result<Actor> OperatorDesk::ActorOf(const TlsIdentity& identity) const {
  auto person = parts_.reader.FindOperator(identity.id);
  if (!person || person->certificate_fingerprint != identity.fingerprint) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"this credential is not known; ask an administrator for a new one "
                      "(xunjian operator create)",
                      "不认识此凭据；请管理员重新签发（xunjian operator create）"});
  }
  if (person->revoked_at) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"this credential was revoked at {}; ask an administrator for a new one "
                      "(xunjian operator create)",
                      "此凭据已于 {} 吊销；请管理员重新签发（xunjian operator create）"},
                     FormatRfc3339(*person->revoked_at));
  }
  return Actor{person->id, person->name, person->role, person->site};
}

void OperatorDesk::Audit(const Actor& actor, std::string_view act, std::string_view object) {
  parts_.logger.Info(act, {{"actor", actor.name}, {"actor_id", actor.id}, {"object", object}});
}

}  // namespace xunjian
