#include "proto/rpc/operator_client.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include "base/tls_refusal.h"
#include "proto/convert/limits.h"
#include "proto/convert/operator_convert.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/operator_language.h"
#include "proto/rpc/status.h"
#include "xunjian/v1/operator.grpc.pb.h"

namespace xunjian {

using Stub = v1::OperatorService::Stub;

namespace {

constexpr Duration kDiagnosis = std::chrono::seconds(5);  // at most, of a call that failed

}  // namespace

class OperatorClient::Impl {
 public:
  Impl(std::string address, const std::shared_ptr<grpc::Channel>& channel,
       const OperatorClientOptions& options, std::optional<TlsCredential> credential = {})
      : address_(std::move(address)),
        stub_(v1::OperatorService::NewStub(channel)),
        options_(options),
        credential_(std::move(credential)) {}

  // Calls an RPC whose request is ready; the answer in words.
  template <class Request, class Reply>
  auto Call(grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&, Reply*),
            const Request& request) const -> decltype(FromProto(std::declval<const Reply&>())) {
    grpc::ClientContext context;
    context.set_deadline(
        std::chrono::system_clock::now() +
        std::chrono::duration_cast<std::chrono::microseconds>(options_.time_limit));
    context.AddMetadata(std::string(kLanguageMetadata),
                        options_.language == Language::kChinese ? "zh" : "en");
    Reply reply;
    const grpc::Status status = (stub_.get()->*rpc)(&context, request, &reply);
    if (!status.ok()) return WhyFailed(status);
    return FromProto(reply);
  }

  // The same for a question in words.
  template <class Request, class Reply, class Question>
  auto Ask(grpc::Status (Stub::*rpc)(grpc::ClientContext*, const Request&, Reply*),
           const Question& question) const {
    Request request;
    ToProto(question, request);
    return Call(rpc, request);
  }

 private:
  // A refused certificate and a dead collector look the same to gRPC.
  Error WhyFailed(const grpc::Status& status) const {
    if (credential_ && status.error_code() == grpc::StatusCode::UNAVAILABLE) {
      if (auto refused = FindTlsRefusal(address_, *credential_, kDiagnosis)) return *refused;
    }
    return FromStatus(status, address_);
  }

  std::string address_;
  std::unique_ptr<Stub> stub_;
  OperatorClientOptions options_;
  std::optional<TlsCredential> credential_;  // over TLS
};

OperatorClient::OperatorClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
OperatorClient::~OperatorClient() = default;

std::unique_ptr<OperatorClient> OperatorClient::OverSocket(const std::string& path,
                                                           const OperatorClientOptions& options) {
  const auto channel = grpc::CreateCustomChannel("unix:" + path, grpc::InsecureChannelCredentials(),
                                                 ClientArguments(limits::kOperatorReplyBytes));
  return std::unique_ptr<OperatorClient>(
      new OperatorClient(std::make_unique<Impl>(path, channel, options)));
}

std::unique_ptr<OperatorClient> OperatorClient::OverTls(const std::string& address,
                                                        const TlsCredential& tls,
                                                        const OperatorClientOptions& options) {
  const auto channel = grpc::CreateCustomChannel(address, ClientCredentials(tls),
                                                 ClientArguments(limits::kOperatorReplyBytes));
  return std::unique_ptr<OperatorClient>(
      new OperatorClient(std::make_unique<Impl>(address, channel, options, tls)));
}

Result<std::vector<HostRow>> OperatorClient::ListHosts(const Actor&) {
  return impl_->Call(&Stub::ListHosts, v1::ListHostsRequest{});
}

Result<HostReportData> OperatorClient::HostReport(const Actor&, const std::string& host) {
  return impl_->Ask(&Stub::HostReport, HostQuestion{host});
}

Result<ResultList> OperatorClient::ListResults(const Actor&, const ResultQuery& query) {
  return impl_->Ask(&Stub::ListResults, query);
}

Result<SeriesPage> OperatorClient::ReadSeries(const Actor&, const SeriesQuery& query) {
  return impl_->Ask(&Stub::ReadSeries, query);
}

Result<StoredResult> OperatorClient::ShowResult(const Actor&, const ResultId& id) {
  return impl_->Ask(&Stub::ShowResult, id);
}

Result<std::vector<StateRow>> OperatorClient::ListStates(const Actor&, const StateQuery& query) {
  return impl_->Ask(&Stub::ListStates, query);
}

Result<std::vector<IncidentRow>> OperatorClient::ListIncidents(const Actor&,
                                                               const IncidentQuery& query) {
  return impl_->Ask(&Stub::ListIncidents, query);
}

Result<IncidentDetail> OperatorClient::ShowIncident(const Actor&, std::uint64_t id) {
  return impl_->Ask(&Stub::ShowIncident, IncidentQuestion{id});
}

Result<IncidentDetail> OperatorClient::ActOnIncident(const Actor&, const IncidentActRequest& act) {
  return impl_->Ask(&Stub::ActOnIncident, act);
}

Result<CreatedToken> OperatorClient::CreateToken(const Actor&, const CreateTokenRequest& wanted) {
  return impl_->Ask(&Stub::CreateToken, wanted);
}

Result<std::vector<TokenRow>> OperatorClient::ListTokens(const Actor&) {
  return impl_->Call(&Stub::ListTokens, v1::ListTokensRequest{});
}

Result<CreatedOperator> OperatorClient::CreateOperator(const Actor&,
                                                       const CreateOperatorRequest& wanted) {
  return impl_->Ask(&Stub::CreateOperator, wanted);
}

Result<std::vector<OperatorRow>> OperatorClient::ListOperators(const Actor&) {
  return impl_->Call(&Stub::ListOperators, v1::ListOperatorsRequest{});
}

Result<OperatorRow> OperatorClient::RevokeOperator(const Actor&, const std::string& name) {
  return impl_->Ask(&Stub::RevokeOperator, Revocation{name});
}

Result<AppliedPolicy> OperatorClient::ShowPolicy(const Actor&) {
  return impl_->Call(&Stub::ShowPolicy, v1::ShowPolicyRequest{});
}

Result<CollectorStatus> OperatorClient::Status(const Actor&) {
  return impl_->Call(&Stub::CollectorStatus, v1::CollectorStatusRequest{});
}

Result<PolicyVerdict> OperatorClient::Policy(const Actor&, const std::string& toml_text,
                                             const std::string& file_name, bool apply) {
  return impl_->Ask(apply ? &Stub::ApplyPolicy : &Stub::CheckPolicy,
                    PolicyText{toml_text, file_name});
}

}  // namespace xunjian
