#include "proto/convert/operator_convert.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

constexpr std::size_t kPolicyBytes = limits::kMessageBytes - (16 << 10);

}  // namespace

void ToProto(const PolicyText& from, v1::PolicyRequest& to) {
  to.set_toml_text(from.toml_text);
  to.set_file_name(from.file_name);
}

Result<PolicyText> FromProto(const v1::PolicyRequest& from) {
  FieldCheck check;
  PolicyText to{.toml_text = check.Words("toml_text", from.toml_text(), kPolicyBytes),
                .file_name = check.Words("file_name", from.file_name(), limits::kTextBytes)};
  return check.Finish(std::move(to));
}

void ToProto(const PolicyVerdict& from, v1::PolicyVerdict& to) {
  to.set_version(from.version);
  to.set_rules(from.rules);
  for (const AssignedCount& host : from.hosts) {
    v1::AssignedCount& count = *to.add_hosts();
    count.set_host(host.host);
    count.set_assignments(host.assignments);
    count.set_before(host.before);
  }
  to.set_applied(from.applied);
}

Result<PolicyVerdict> FromProto(const v1::PolicyVerdict& from) {
  FieldCheck check;
  PolicyVerdict to{.version = check.OptionalName("version", from.version()),
                   .rules = from.rules(),
                   .hosts = {},
                   .applied = from.applied()};
  check.Count("hosts", static_cast<std::size_t>(from.hosts_size()), limits::kHosts);
  for (const v1::AssignedCount& count : from.hosts()) {
    to.hosts.push_back(
        {check.Name("hosts.host", count.host()), count.assignments(), count.before()});
  }
  return check.Finish(std::move(to));
}

void ToProto(const AppliedPolicy& from, v1::AppliedPolicy& to) {
  to.set_version(from.version);
  to.set_toml_text(from.text);
  to.set_applied_by(from.applied_by);
  to.set_applied_at_ns(ToNanoseconds(from.applied_at));
}

Result<AppliedPolicy> FromProto(const v1::AppliedPolicy& from) {
  FieldCheck check;
  AppliedPolicy to{.version = check.Name("version", from.version()),
                   .text = check.Words("toml_text", from.toml_text(), kPolicyBytes),
                   .applied_by = check.OptionalName("applied_by", from.applied_by()),
                   .applied_at = check.Time("applied_at_ns", from.applied_at_ns())};
  return check.Finish(std::move(to));
}

}  // namespace xunjian
