#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "proto/words/collector_status.h"
#include "proto/words/operator_words.h"
#include "proto/words/series_words.h"

namespace xunjian::v1 {
class AppliedPolicy;
class CollectorStatusReply;
class CreatedOperator;
class CreatedToken;
class CreateOperatorRequest;
class CreateTokenRequest;
class ErrorDetail;
class HostList;
class HostReportReply;
class HostReportRequest;
class IncidentActRequest;
class IncidentDetail;
class IncidentList;
class IncidentQuery;
class OperatorList;
class OperatorRow;
class PolicyRequest;
class PolicyVerdict;
class ResultList;
class ResultQuery;
class RevokeOperatorRequest;
class SeriesPage;
class SeriesQuery;
class ShowIncidentRequest;
class ShowResultRequest;
class StateList;
class StateQuery;
class StoredResult;
class TokenList;
}  // namespace xunjian::v1

// Words ⇄ Protobuf messages of the operator API, for proto/rpc. Reading trusts nothing: what breaks
// a limit of limits.h is kInvalidArgument and names the field. Pure.
namespace xunjian {

// A policy file as it is sent to be checked or applied.
struct PolicyText {
  std::string toml_text;
  std::string file_name;
  friend bool operator==(const PolicyText&, const PolicyText&) = default;
};

struct HostQuestion {
  std::string host;
};

struct IncidentQuestion {
  std::uint64_t id = 0;
};

struct Revocation {
  std::string name;  // of the person
};

// Questions and acts.
void ToProto(const HostQuestion& from, v1::HostReportRequest& to);
void ToProto(const ResultQuery& from, v1::ResultQuery& to);
void ToProto(const SeriesQuery& from, v1::SeriesQuery& to);
void ToProto(const ResultId& from, v1::ShowResultRequest& to);
void ToProto(const StateQuery& from, v1::StateQuery& to);
void ToProto(const IncidentQuery& from, v1::IncidentQuery& to);
void ToProto(const IncidentQuestion& from, v1::ShowIncidentRequest& to);
void ToProto(const IncidentActRequest& from, v1::IncidentActRequest& to);
void ToProto(const CreateTokenRequest& from, v1::CreateTokenRequest& to);
void ToProto(const CreateOperatorRequest& from, v1::CreateOperatorRequest& to);
void ToProto(const Revocation& from, v1::RevokeOperatorRequest& to);
void ToProto(const PolicyText& from, v1::PolicyRequest& to);

Result<HostQuestion> FromProto(const v1::HostReportRequest& from);
Result<ResultQuery> FromProto(const v1::ResultQuery& from);
Result<SeriesQuery> FromProto(const v1::SeriesQuery& from);
Result<ResultId> FromProto(const v1::ShowResultRequest& from);
Result<StateQuery> FromProto(const v1::StateQuery& from);
Result<IncidentQuery> FromProto(const v1::IncidentQuery& from);
Result<IncidentQuestion> FromProto(const v1::ShowIncidentRequest& from);
Result<IncidentActRequest> FromProto(const v1::IncidentActRequest& from);
Result<CreateTokenRequest> FromProto(const v1::CreateTokenRequest& from);
Result<CreateOperatorRequest> FromProto(const v1::CreateOperatorRequest& from);
Result<Revocation> FromProto(const v1::RevokeOperatorRequest& from);
Result<PolicyText> FromProto(const v1::PolicyRequest& from);

// Answers.
void ToProto(const std::vector<HostRow>& from, v1::HostList& to);
void ToProto(const HostReportData& from, v1::HostReportReply& to);
void ToProto(const ResultList& from, v1::ResultList& to);
void ToProto(const SeriesPage& from, v1::SeriesPage& to);
void ToProto(const StoredResult& from, v1::StoredResult& to);
void ToProto(const std::vector<StateRow>& from, v1::StateList& to);
void ToProto(const std::vector<IncidentRow>& from, v1::IncidentList& to);
void ToProto(const IncidentDetail& from, v1::IncidentDetail& to);
void ToProto(const CreatedToken& from, v1::CreatedToken& to);
void ToProto(const std::vector<TokenRow>& from, v1::TokenList& to);
void ToProto(const CreatedOperator& from, v1::CreatedOperator& to);
void ToProto(const std::vector<OperatorRow>& from, v1::OperatorList& to);
void ToProto(const OperatorRow& from, v1::OperatorRow& to);
void ToProto(const PolicyVerdict& from, v1::PolicyVerdict& to);
void ToProto(const AppliedPolicy& from, v1::AppliedPolicy& to);
void ToProto(const CollectorStatus& from, v1::CollectorStatusReply& to);

Result<std::vector<HostRow>> FromProto(const v1::HostList& from);
Result<HostReportData> FromProto(const v1::HostReportReply& from);
Result<ResultList> FromProto(const v1::ResultList& from);
Result<SeriesPage> FromProto(const v1::SeriesPage& from);
Result<StoredResult> FromProto(const v1::StoredResult& from);
Result<std::vector<StateRow>> FromProto(const v1::StateList& from);
Result<std::vector<IncidentRow>> FromProto(const v1::IncidentList& from);
Result<IncidentDetail> FromProto(const v1::IncidentDetail& from);
Result<CreatedToken> FromProto(const v1::CreatedToken& from);
Result<std::vector<TokenRow>> FromProto(const v1::TokenList& from);
Result<CreatedOperator> FromProto(const v1::CreatedOperator& from);
Result<std::vector<OperatorRow>> FromProto(const v1::OperatorList& from);
Result<OperatorRow> FromProto(const v1::OperatorRow& from);
Result<PolicyVerdict> FromProto(const v1::PolicyVerdict& from);
Result<AppliedPolicy> FromProto(const v1::AppliedPolicy& from);
Result<CollectorStatus> FromProto(const v1::CollectorStatusReply& from);

// What a failed call says to people; texts are cut at 8 KiB.
void ToProto(const Message& from, v1::ErrorDetail& to);
Message FromProto(const v1::ErrorDetail& from);

}  // namespace xunjian
