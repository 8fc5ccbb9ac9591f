#pragma once

#include <functional>

#include "proto/words/operator_api.h"
#include "proto/words/operator_rights.h"
#include "xunjian/v1/operator.grpc.pb.h"

namespace xunjian {

// The gRPC face of an OperatorApi at one door: who asks, may they, what, the answer.
class OperatorFace final : public v1::OperatorService::Service {
 public:
  using WhoAsks = std::function<Result<Actor>(const grpc::ServerContext&)>;

  OperatorFace(OperatorApi& api, WhoAsks who_asks) : api_(api), who_asks_(std::move(who_asks)) {}

 private:
  using Context = grpc::ServerContext;
  using Status = grpc::Status;

  Status ListHosts(Context*, const v1::ListHostsRequest*, v1::HostList*) override;
  Status HostReport(Context*, const v1::HostReportRequest*, v1::HostReportReply*) override;
  Status ListResults(Context*, const v1::ResultQuery*, v1::ResultList*) override;
  Status ReadSeries(Context*, const v1::SeriesQuery*, v1::SeriesPage*) override;
  Status ShowResult(Context*, const v1::ShowResultRequest*, v1::StoredResult*) override;
  Status ListStates(Context*, const v1::StateQuery*, v1::StateList*) override;
  Status ListIncidents(Context*, const v1::IncidentQuery*, v1::IncidentList*) override;
  Status ShowIncident(Context*, const v1::ShowIncidentRequest*, v1::IncidentDetail*) override;
  Status ActOnIncident(Context*, const v1::IncidentActRequest*, v1::IncidentDetail*) override;
  Status CreateToken(Context*, const v1::CreateTokenRequest*, v1::CreatedToken*) override;
  Status ListTokens(Context*, const v1::ListTokensRequest*, v1::TokenList*) override;
  Status CreateOperator(Context*, const v1::CreateOperatorRequest*, v1::CreatedOperator*) override;
  Status ListOperators(Context*, const v1::ListOperatorsRequest*, v1::OperatorList*) override;
  Status RevokeOperator(Context*, const v1::RevokeOperatorRequest*, v1::OperatorRow*) override;
  Status CheckPolicy(Context*, const v1::PolicyRequest*, v1::PolicyVerdict*) override;
  Status ApplyPolicy(Context*, const v1::PolicyRequest*, v1::PolicyVerdict*) override;
  Status ShowPolicy(Context*, const v1::ShowPolicyRequest*, v1::AppliedPolicy*) override;
  Status CollectorStatus(Context*, const v1::CollectorStatusRequest*,
                         v1::CollectorStatusReply*) override;

  Result<Actor> Admit(const Context& context, OperatorCall call) const;
  // `act(actor)` or `act(actor, question)` once the actor was admitted.
  template <class Reply, class Act>
  Status Answer(const Context& context, OperatorCall call, Reply& reply, Act act) const;
  template <class Request, class Reply, class Act>
  Status Answer(const Context& context, OperatorCall call, const Request& request, Reply& reply,
                Act act) const;

  OperatorApi& api_;
  WhoAsks who_asks_;
};

}  // namespace xunjian
