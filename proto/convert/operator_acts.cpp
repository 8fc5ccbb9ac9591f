#include "proto/convert/assignment_fields.h"
#include "proto/convert/operator_convert.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {

void ToProto(const IncidentActRequest& from, v1::IncidentActRequest& to) {
  to.set_id(from.id);
  to.set_act(static_cast<v1::IncidentAct>(from.act));
  to.set_text(from.text);
}

Result<IncidentActRequest> FromProto(const v1::IncidentActRequest& from) {
  FieldCheck check;
  IncidentActRequest to{
      .id = check.Positive("id", from.id()),
      .act = check.OneOf("act", from.act(), IncidentAct::kAcknowledge, IncidentAct::kSolve),
      .text = check.Words("text", from.text())};
  return check.Finish(std::move(to));
}

void ToProto(const CreateTokenRequest& from, v1::CreateTokenRequest& to) {
  to.set_host(from.host);
  to.set_site(from.site);
  PutLabels(from.labels, *to.mutable_labels());
  to.set_lifetime_ns(from.lifetime.count());
}

Result<CreateTokenRequest> FromProto(const v1::CreateTokenRequest& from) {
  FieldCheck check;
  CreateTokenRequest to{.host = check.Name("host", from.host()),
                        .site = check.OptionalName("site", from.site()),
                        .labels = TakeLabels(from.labels(), check),
                        .lifetime = check.Span("lifetime_ns", from.lifetime_ns())};
  return check.Finish(std::move(to));
}

void ToProto(const CreatedToken& from, v1::CreatedToken& to) {
  to.set_text(from.text);
  to.set_expires_at_ns(ToNanoseconds(from.expires_at));
}

Result<CreatedToken> FromProto(const v1::CreatedToken& from) {
  FieldCheck check;
  CreatedToken to{.text = check.Words("text", from.text()),
                  .expires_at = check.Time("expires_at_ns", from.expires_at_ns())};
  return check.Finish(std::move(to));
}

void ToProto(const CreateOperatorRequest& from, v1::CreateOperatorRequest& to) {
  to.set_name(from.name);
  to.set_role(static_cast<v1::Role>(from.role));
  to.set_site(from.site);
}

Result<CreateOperatorRequest> FromProto(const v1::CreateOperatorRequest& from) {
  FieldCheck check;
  CreateOperatorRequest to{.name = check.Name("name", from.name()),
                           .role = TakeRole(from.role(), check),
                           .site = check.OptionalName("site", from.site())};
  return check.Finish(std::move(to));
}

void ToProto(const CreatedOperator& from, v1::CreatedOperator& to) {
  to.set_id(from.id);
  to.set_key_pem(from.key_pem);
  to.set_certificate_pem(from.certificate_pem);
  to.set_ca_pem(from.ca_pem);
  to.set_address(from.address);
}

Result<CreatedOperator> FromProto(const v1::CreatedOperator& from) {
  FieldCheck check;
  CreatedOperator to{
      .id = check.Name("id", from.id()),
      .key_pem = check.Words("key_pem", from.key_pem(), limits::kPemBytes),
      .certificate_pem = check.Words("certificate_pem", from.certificate_pem(), limits::kPemBytes),
      .ca_pem = check.Words("ca_pem", from.ca_pem(), limits::kPemBytes),
      .address = check.Words("address", from.address())};
  return check.Finish(std::move(to));
}

void ToProto(const Revocation& from, v1::RevokeOperatorRequest& to) { to.set_name(from.name); }

Result<Revocation> FromProto(const v1::RevokeOperatorRequest& from) {
  FieldCheck check;
  Revocation to{.name = check.Name("name", from.name())};
  return check.Finish(std::move(to));
}

}  // namespace xunjian
