#pragma once

#include <functional>

#include "proto/rpc/call_workers.h"
#include "proto/words/operator_api.h"
#include "proto/words/operator_rights.h"
#include "xunjian/v1/operator.grpc.pb.h"

namespace xunjian {

// The gRPC face of an OperatorApi at one door: who asks, may they, what, the answer.
class OperatorFace final : public v1::OperatorService::CallbackService {
 public:
  using WhoAsks = std::function<Result<Actor>(const grpc::CallbackServerContext&)>;

  // What is passed by reference outlives it.
  OperatorFace(OperatorApi& api, WhoAsks who_asks, CallWorkers& workers)
      : api_(api), who_asks_(std::move(who_asks)), workers_(workers) {}

 private:
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* ListHosts(Context*, const v1::ListHostsRequest*, v1::HostList*) override;
  Reactor* HostReport(Context*, const v1::HostReportRequest*, v1::HostReportReply*) override;
  Reactor* ListResults(Context*, const v1::ResultQuery*, v1::ResultList*) override;
  Reactor* ReadSeries(Context*, const v1::SeriesQuery*, v1::SeriesPage*) override;
  Reactor* ShowResult(Context*, const v1::ShowResultRequest*, v1::StoredResult*) override;
  Reactor* ListStates(Context*, const v1::StateQuery*, v1::StateList*) override;
  Reactor* ListIncidents(Context*, const v1::IncidentQuery*, v1::IncidentList*) override;
  Reactor* ShowIncident(Context*, const v1::ShowIncidentRequest*, v1::IncidentDetail*) override;
  Reactor* ActOnIncident(Context*, const v1::IncidentActRequest*, v1::IncidentDetail*) override;
  Reactor* CreateToken(Context*, const v1::CreateTokenRequest*, v1::CreatedToken*) override;
  Reactor* ListTokens(Context*, const v1::ListTokensRequest*, v1::TokenList*) override;
  Reactor* CreateOperator(Context*, const v1::CreateOperatorRequest*,
                          v1::CreatedOperator*) override;
  Reactor* ListOperators(Context*, const v1::ListOperatorsRequest*, v1::OperatorList*) override;
  Reactor* RevokeOperator(Context*, const v1::RevokeOperatorRequest*, v1::OperatorRow*) override;
  Reactor* CheckPolicy(Context*, const v1::PolicyRequest*, v1::PolicyVerdict*) override;
  Reactor* ApplyPolicy(Context*, const v1::PolicyRequest*, v1::PolicyVerdict*) override;
  Reactor* ShowPolicy(Context*, const v1::ShowPolicyRequest*, v1::AppliedPolicy*) override;
  Reactor* CollectorStatus(Context*, const v1::CollectorStatusRequest*,
                           v1::CollectorStatusReply*) override;

  Result<Actor> Admit(const Context& context, OperatorCall call) const;
  // `act(actor)` or `act(actor, question)` once the actor was admitted.
  template <class Reply, class Act>
  Reactor* Answer(Context& context, OperatorCall call, Reply& reply, Act act);
  template <class Request, class Reply, class Act>
  Reactor* Answer(Context& context, OperatorCall call, const Request& request, Reply& reply,
                  Act act);

  OperatorApi& api_;
  WhoAsks who_asks_;
  CallWorkers& workers_;
};

}  // namespace xunjian
