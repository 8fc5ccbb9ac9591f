#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {

Role TakeRole(int value, FieldCheck& check) {
  return check.OneOf("role", value, Role::kViewer, Role::kAuditor);
}

void Put(const OperatorRow& from, v1::OperatorRow& to) {
  to.set_id(from.id);
  to.set_name(from.name);
  to.set_role(static_cast<v1::Role>(from.role));
  to.set_site(from.site);
  to.set_created_at_ns(ToNanoseconds(from.created_at));
  if (from.revoked_at) to.set_revoked_at_ns(ToNanoseconds(*from.revoked_at));
}

OperatorRow Take(const v1::OperatorRow& from, FieldCheck& check) {
  OperatorRow to{.id = check.Name("operator.id", from.id()),
                 .name = check.Name("operator.name", from.name()),
                 .role = TakeRole(from.role(), check),
                 .site = check.OptionalName("operator.site", from.site()),
                 .created_at = check.Time("operator.created_at_ns", from.created_at_ns())};
  if (from.has_revoked_at_ns()) {
    to.revoked_at = check.Time("operator.revoked_at_ns", from.revoked_at_ns());
  }
  return to;
}

void Put(const TokenRow& from, v1::TokenRow& to) {
  to.set_id(from.id);
  to.set_host(from.host);
  to.set_site(from.site);
  to.set_created_at_ns(ToNanoseconds(from.created_at));
  to.set_expires_at_ns(ToNanoseconds(from.expires_at));
  if (from.used_at) to.set_used_at_ns(ToNanoseconds(*from.used_at));
}

TokenRow Take(const v1::TokenRow& from, FieldCheck& check) {
  TokenRow to{.id = check.Name("token.id", from.id()),
              .host = check.Name("token.host", from.host()),
              .site = check.OptionalName("token.site", from.site()),
              .created_at = check.Time("token.created_at_ns", from.created_at_ns()),
              .expires_at = check.Time("token.expires_at_ns", from.expires_at_ns())};
  if (from.has_used_at_ns()) to.used_at = check.Time("token.used_at_ns", from.used_at_ns());
  return to;
}

}  // namespace xunjian
