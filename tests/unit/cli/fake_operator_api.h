#pragma once

#include <algorithm>
#include <functional>

#include "proto/words/operator_api.h"

namespace xunjian {

// A collector that answers with what it was given and remembers what it was asked.
class FakeOperatorApi final : public OperatorApi {
 public:
  std::optional<Error> failure;  // the answer to everything
  std::vector<HostRow> hosts;
  HostReportData report;
  ResultList results;
  std::vector<SeriesPage> series;
  StoredResult stored_result;
  std::vector<StateRow> states;
  std::vector<IncidentRow> incidents;
  IncidentDetail incident;
  CreatedToken token;
  std::vector<TokenRow> tokens;
  CreatedOperator credential;
  std::vector<OperatorRow> operators;
  PolicyVerdict verdict;
  AppliedPolicy policy;
  CollectorStatus status;
  std::function<void()> on_create_operator = [] {};

  ResultQuery result_query;
  std::vector<SeriesQuery> series_queries;
  ResultId shown_result;
  StateQuery state_query;
  IncidentQuery incident_query;
  std::uint64_t shown_incident = 0;
  std::string reported_host;
  IncidentActRequest act;
  CreateTokenRequest token_request;
  CreateOperatorRequest operator_request;
  std::string revoked_operator;
  int policies_applied = 0;
  std::string policy_text;
  std::string policy_file;

  Result<std::vector<HostRow>> ListHosts(const Actor&) override { return Answer(hosts); }
  Result<HostReportData> HostReport(const Actor&, const std::string& host) override {
    reported_host = host;
    return Answer(report);
  }
  Result<ResultList> ListResults(const Actor&, const ResultQuery& query) override {
    result_query = query;
    return Answer(results);
  }
  // The pages of a series, one after the other; the last one again and again.
  Result<SeriesPage> ReadSeries(const Actor&, const SeriesQuery& query) override {
    series_queries.push_back(query);
    if (series.empty()) return Answer(SeriesPage{});
    return Answer(series[std::min(series_queries.size(), series.size()) - 1]);
  }
  Result<StoredResult> ShowResult(const Actor&, const ResultId& id) override {
    shown_result = id;
    return Answer(stored_result);
  }
  Result<std::vector<StateRow>> ListStates(const Actor&, const StateQuery& query) override {
    state_query = query;
    return Answer(states);
  }
  Result<std::vector<IncidentRow>> ListIncidents(const Actor&,
                                                 const IncidentQuery& query) override {
    incident_query = query;
    return Answer(incidents);
  }
  Result<IncidentDetail> ShowIncident(const Actor&, std::uint64_t id) override {
    shown_incident = id;
    return Answer(incident);
  }
  Result<IncidentDetail> ActOnIncident(const Actor&, const IncidentActRequest& request) override {
    act = request;
    return Answer(incident);
  }
  Result<CreatedToken> CreateToken(const Actor&, const CreateTokenRequest& request) override {
    token_request = request;
    return Answer(token);
  }
  Result<std::vector<TokenRow>> ListTokens(const Actor&) override { return Answer(tokens); }
  Result<CreatedOperator> CreateOperator(const Actor&,
                                         const CreateOperatorRequest& request) override {
    operator_request = request;
    on_create_operator();
    return Answer(credential);
  }
  Result<std::vector<OperatorRow>> ListOperators(const Actor&) override {
    return Answer(operators);
  }
  Result<PolicyVerdict> Policy(const Actor&, const std::string& text, const std::string& file,
                               bool apply) override {
    policy_text = text;
    policy_file = file;
    verdict.applied = apply;
    if (apply) ++policies_applied;
    return Answer(verdict);
  }
  Result<AppliedPolicy> ShowPolicy(const Actor&) override { return Answer(policy); }
  Result<CollectorStatus> Status(const Actor&) override { return Answer(status); }
  Result<OperatorRow> RevokeOperator(const Actor&, const std::string& name) override {
    revoked_operator = name;
    return Answer(OperatorRow{.id = "p1", .name = name});
  }

 private:
  template <class Value>
  Result<Value> Answer(const Value& value) const {
    if (failure) return *failure;
    return value;
  }
};

}  // namespace xunjian
