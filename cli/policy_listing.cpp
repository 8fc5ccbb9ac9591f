#include "cli/policy_listing.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/utf8.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

std::string VerdictJson(const PolicyVerdict& verdict) {
  boost::json::array hosts;
  for (const AssignedCount& host : verdict.hosts) {
    hosts.push_back(boost::json::object{{"host", JsonString(host.host)},
                                        {"assignments", host.assignments},
                                        {"before", host.before}});
  }
  return JsonText(boost::json::object{{"schema", "xunjian.policy_verdict/1"},
                                      {"version", JsonString(verdict.version)},
                                      {"rules", verdict.rules},
                                      {"applied", verdict.applied},
                                      {"hosts", std::move(hosts)}});
}

Listing HostsOf(const PolicyVerdict& verdict) {
  Listing listing{.schema = "xunjian.policy_verdict/1",
                  .key = "hosts",
                  .columns = {{"host", {"HOST", "主机"}},
                              {"assignments", {"CHECKS ASSIGNED", "检查任务数"}},
                              {"before", {"BEFORE", "此前"}}}};
  for (const AssignedCount& host : verdict.hosts) {
    listing.rows.push_back({host.host, static_cast<std::uint64_t>(host.assignments),
                            static_cast<std::uint64_t>(host.before)});
  }
  return listing;
}

Listing PolicyListing(const AppliedPolicy& policy) {
  return {.schema = "xunjian.policy/1",
          .key = "policies",
          .columns = {{"version", {"VERSION", "版本"}},
                      {"applied_by", {"APPLIED BY", "应用者"}},
                      {"applied_at", {"APPLIED AT", "应用时间"}},
                      {"text", {"TEXT", "内容"}}},
          .rows = {{policy.version, policy.applied_by, policy.applied_at, policy.text}}};
}

std::string PolicyJson(const AppliedPolicy& policy) {
  return JsonText(boost::json::object{{"schema", "xunjian.policy/1"},
                                      {"version", JsonString(policy.version)},
                                      {"applied_by", JsonString(policy.applied_by)},
                                      {"applied_at", FormatRfc3339(policy.applied_at)},
                                      {"text", JsonString(policy.text)}});
}

}  // namespace

std::string RenderVerdict(const PolicyVerdict& verdict, ListingFormat format,
                          const Console& console) {
  if (format == ListingFormat::kJson) return VerdictJson(verdict);
  return RenderListing(HostsOf(verdict), format, console.language, console.style);
}

std::string RenderPolicy(const AppliedPolicy& policy, ListingFormat format) {
  switch (format) {
    case ListingFormat::kTable:
      return CleanText(policy.text, policy.text.size() * 3);
    case ListingFormat::kJson:
      return PolicyJson(policy);
    case ListingFormat::kCsv:
      return ListingCsv(PolicyListing(policy));
  }
  return "";
}

}  // namespace xunjian
