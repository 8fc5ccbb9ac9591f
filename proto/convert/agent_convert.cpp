#include "proto/convert/agent_convert.h"

#include "proto/convert/agent_fields.h"
#include "xunjian/v1/enrolment.pb.h"

namespace xunjian {

void ToProto(const AgentMessage& from, v1::AgentMessage& to) { Put(from, to); }

Result<AgentMessage> FromProto(const v1::AgentMessage& from) {
  FieldCheck check;
  AgentMessage message = Take(from, check);
  return check.Finish(std::move(message));
}

void ToProto(const CollectorMessage& from, v1::CollectorMessage& to) { Put(from, to); }

Result<CollectorMessage> FromProto(const v1::CollectorMessage& from) {
  FieldCheck check;
  CollectorMessage message = Take(from, check);
  return check.Finish(std::move(message));
}

void ToProto(const EnrolmentRequest& from, v1::EnrolmentRequest& to) {
  to.set_token_id(from.token_id);
  to.set_token_secret(from.token_secret);
  to.set_host_name(from.host_name);
  to.set_csr_pem(from.csr_pem);
}

Result<EnrolmentRequest> FromProto(const v1::EnrolmentRequest& from) {
  FieldCheck check;
  EnrolmentRequest request{.token_id = check.Name("token_id", from.token_id()),
                           .token_secret = check.Name("token_secret", from.token_secret()),
                           .host_name = check.Name("host_name", from.host_name()),
                           .csr_pem = check.Words("csr_pem", from.csr_pem(), limits::kPemBytes)};
  return check.Finish(std::move(request));
}

void ToProto(const EnrolmentReply& from, v1::EnrolmentReply& to) {
  to.set_agent_id(from.agent_id);
  to.set_site(from.site);
  to.set_certificate_pem(from.certificate_pem);
  to.set_ca_pem(from.ca_pem);
}

Result<EnrolmentReply> FromProto(const v1::EnrolmentReply& from) {
  FieldCheck check;
  EnrolmentReply reply{
      .agent_id = check.Name("agent_id", from.agent_id()),
      .site = check.OptionalName("site", from.site()),
      .certificate_pem = check.Words("certificate_pem", from.certificate_pem(), limits::kPemBytes),
      .ca_pem = check.Words("ca_pem", from.ca_pem(), limits::kPemBytes)};
  return check.Finish(std::move(reply));
}

}  // namespace xunjian
