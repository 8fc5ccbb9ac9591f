#include "proto/rpc/operator_face.h"

#include <grpcpp/server_context.h>

#include "proto/convert/operator_convert.h"
#include "proto/rpc/operator_language.h"
#include "proto/rpc/status.h"

namespace xunjian {
namespace {

Language LanguageOfCall(const grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(std::string(kLanguageMetadata));
  if (found == metadata.end()) return Language::kEnglish;
  return LanguageOf({found->second.data(), found->second.size()});
}

}  // namespace

Result<Actor> OperatorFace::Admit(const Context& context, OperatorCall call) const {
  auto actor = who_asks_(context);
  if (actor.has_error()) return actor;
  if (const auto allowed = MayCall(*actor, call); allowed.has_error()) return allowed.error();
  return actor;
}

template <class Reply, class Act>
OperatorFace::Reactor* OperatorFace::Answer(Context& context, OperatorCall call, Reply& reply,
                                            Act act) {
  return workers_.Run(context, [this, &context, call, &reply, act] {
    const auto actor = Admit(context, call);
    if (actor.has_error()) return ToStatus(actor.error(), LanguageOfCall(context));
    const auto answer = act(*actor);
    if (answer.has_error()) return ToStatus(answer.error(), LanguageOfCall(context));
    ToProto(*answer, reply);
    return grpc::Status::OK;
  });
}

template <class Request, class Reply, class Act>
OperatorFace::Reactor* OperatorFace::Answer(Context& context, OperatorCall call,
                                            const Request& request, Reply& reply, Act act) {
  return Answer(context, call, reply,
                [&request, act](const Actor& actor) -> decltype(act(actor, *FromProto(request))) {
                  const auto question = FromProto(request);
                  if (question.has_error()) return question.error();
                  return act(actor, *question);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ListHosts(Context* context, const v1::ListHostsRequest*,
                                                  v1::HostList* reply) {
  return Answer(*context, OperatorCall::kListHosts, *reply,
                [this](const Actor& actor) { return api_.ListHosts(actor); });
}

grpc::ServerUnaryReactor* OperatorFace::HostReport(Context* context,
                                                   const v1::HostReportRequest* request,
                                                   v1::HostReportReply* reply) {
  return Answer(*context, OperatorCall::kHostReport, *request, *reply,
                [this](const Actor& actor, const HostQuestion& question) {
                  return api_.HostReport(actor, question.host);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ListResults(Context* context,
                                                    const v1::ResultQuery* request,
                                                    v1::ResultList* reply) {
  return Answer(*context, OperatorCall::kListResults, *request, *reply,
                [this](const Actor& actor, const ResultQuery& query) {
                  return api_.ListResults(actor, query);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ReadSeries(Context* context, const v1::SeriesQuery* request,
                                                   v1::SeriesPage* reply) {
  return Answer(*context, OperatorCall::kReadSeries, *request, *reply,
                [this](const Actor& actor, const SeriesQuery& query) {
                  return api_.ReadSeries(actor, query);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ShowResult(Context* context,
                                                   const v1::ShowResultRequest* request,
                                                   v1::StoredResult* reply) {
  return Answer(
      *context, OperatorCall::kShowResult, *request, *reply,
      [this](const Actor& actor, const ResultId& id) { return api_.ShowResult(actor, id); });
}

grpc::ServerUnaryReactor* OperatorFace::ListStates(Context* context, const v1::StateQuery* request,
                                                   v1::StateList* reply) {
  return Answer(*context, OperatorCall::kListStates, *request, *reply,
                [this](const Actor& actor, const StateQuery& query) {
                  return api_.ListStates(actor, query);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ListIncidents(Context* context,
                                                      const v1::IncidentQuery* request,
                                                      v1::IncidentList* reply) {
  return Answer(*context, OperatorCall::kListIncidents, *request, *reply,
                [this](const Actor& actor, const IncidentQuery& query) {
                  return api_.ListIncidents(actor, query);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ShowIncident(Context* context,
                                                     const v1::ShowIncidentRequest* request,
                                                     v1::IncidentDetail* reply) {
  return Answer(*context, OperatorCall::kShowIncident, *request, *reply,
                [this](const Actor& actor, const IncidentQuestion& question) {
                  return api_.ShowIncident(actor, question.id);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ActOnIncident(Context* context,
                                                      const v1::IncidentActRequest* request,
                                                      v1::IncidentDetail* reply) {
  return Answer(*context, OperatorCall::kActOnIncident, *request, *reply,
                [this](const Actor& actor, const IncidentActRequest& act) {
                  return api_.ActOnIncident(actor, act);
                });
}

grpc::ServerUnaryReactor* OperatorFace::CreateToken(Context* context,
                                                    const v1::CreateTokenRequest* request,
                                                    v1::CreatedToken* reply) {
  return Answer(*context, OperatorCall::kCreateToken, *request, *reply,
                [this](const Actor& actor, const CreateTokenRequest& wanted) {
                  return api_.CreateToken(actor, wanted);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ListTokens(Context* context, const v1::ListTokensRequest*,
                                                   v1::TokenList* reply) {
  return Answer(*context, OperatorCall::kListTokens, *reply,
                [this](const Actor& actor) { return api_.ListTokens(actor); });
}

grpc::ServerUnaryReactor* OperatorFace::CreateOperator(Context* context,
                                                       const v1::CreateOperatorRequest* request,
                                                       v1::CreatedOperator* reply) {
  return Answer(*context, OperatorCall::kCreateOperator, *request, *reply,
                [this](const Actor& actor, const CreateOperatorRequest& wanted) {
                  return api_.CreateOperator(actor, wanted);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ListOperators(Context* context,
                                                      const v1::ListOperatorsRequest*,
                                                      v1::OperatorList* reply) {
  return Answer(*context, OperatorCall::kListOperators, *reply,
                [this](const Actor& actor) { return api_.ListOperators(actor); });
}

grpc::ServerUnaryReactor* OperatorFace::CheckPolicy(Context* context,
                                                    const v1::PolicyRequest* request,
                                                    v1::PolicyVerdict* reply) {
  return Answer(*context, OperatorCall::kCheckPolicy, *request, *reply,
                [this](const Actor& actor, const PolicyText& policy) {
                  return api_.Policy(actor, policy.toml_text, policy.file_name, false);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ApplyPolicy(Context* context,
                                                    const v1::PolicyRequest* request,
                                                    v1::PolicyVerdict* reply) {
  return Answer(*context, OperatorCall::kApplyPolicy, *request, *reply,
                [this](const Actor& actor, const PolicyText& policy) {
                  return api_.Policy(actor, policy.toml_text, policy.file_name, true);
                });
}

grpc::ServerUnaryReactor* OperatorFace::ShowPolicy(Context* context, const v1::ShowPolicyRequest*,
                                                   v1::AppliedPolicy* reply) {
  return Answer(*context, OperatorCall::kShowPolicy, *reply,
                [this](const Actor& actor) { return api_.ShowPolicy(actor); });
}

grpc::ServerUnaryReactor* OperatorFace::CollectorStatus(Context* context,
                                                        const v1::CollectorStatusRequest*,
                                                        v1::CollectorStatusReply* reply) {
  return Answer(*context, OperatorCall::kCollectorStatus, *reply,
                [this](const Actor& actor) { return api_.Status(actor); });
}

grpc::ServerUnaryReactor* OperatorFace::RevokeOperator(Context* context,
                                                       const v1::RevokeOperatorRequest* request,
                                                       v1::OperatorRow* reply) {
  return Answer(*context, OperatorCall::kRevokeOperator, *request, *reply,
                [this](const Actor& actor, const Revocation& revocation) {
                  return api_.RevokeOperator(actor, revocation.name);
                });
}

}  // namespace xunjian
