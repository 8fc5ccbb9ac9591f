#include <fmt/format.h>

#include "base/clean_name.h"
#include "base/utf8.h"
#include "checks/api/detail.h"
#include "checks/engine/tls_probe.h"
#include "checks/network/reads.h"
#include "targets.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostText = 512;

void Note(ObservedItem& observed, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  observed.attributes.push_back({std::string(name), CleanLine(value, kMostText)});
}

ObservedItem Ended(ObservedItem observed, std::string_view end, const Message& detail = {}) {
  Note(observed, "end", end);
  if (!detail.en.empty()) AddDetail(detail, observed.attributes);
  return observed;
}

double SecondsOf(std::chrono::sys_seconds at) {
  return static_cast<double>(at.time_since_epoch().count());
}

// Years beyond a Timestamp's range are real in certificates ("99991231235959Z").
std::string DateOf(std::chrono::sys_seconds at) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void Describe(const TlsProbe& probe, std::string_view expected, ObservedItem& observed) {
  observed.metrics = {
      {"not_after_seconds", SecondsOf(probe.chain_not_after), "seconds"},
      {"not_before_seconds", SecondsOf(probe.not_before), "seconds"},
      {"handshake_seconds", std::chrono::duration<double>(probe.took).count(), "seconds"}};
  Note(observed, "name", ToString(probe.name));
  Note(observed, "chain", ToString(probe.chain));
  Note(observed, "protocol", probe.protocol);
  Note(observed, "subject", probe.subject);
  Note(observed, "issuer", probe.issuer);
  Note(observed, "names", probe.dns_names.empty() ? probe.subject : probe.dns_names);
  Note(observed, "expected", expected);
  Note(observed, "not_before", DateOf(probe.not_before));
  Note(observed, "not_after", DateOf(probe.chain_not_after));
}

ObservedItem Observe(const ReadContext& context, const Parameters& parameters,
                     const std::string& name, Duration limit) {
  ObservedItem observed;
  observed.item = CleanName(name, 128);
  const auto target = ParseTcpTarget(name, "443");
  if (!target) return Ended(std::move(observed), "invalid_target");
  const auto starttls = ParseStartTls(parameters.String("starttls", "none"));
  if (!starttls) return Ended(std::move(observed), "invalid_starttls");
  TlsProbeOptions options{*target, parameters.String("server_name"), "", *starttls, limit};
  if (parameters.Has("ca_file")) {
    auto pem = context.files.Read(parameters.String("ca_file"), FileSystem::kDefaultLimit);
    if (!pem) {
      return Ended(std::move(observed), "ca_file_unreadable", pem.error().message());
    }
    options.extra_ca_pem = *std::move(pem);
  }
  const TlsProbe probe = ProbeTls(options, context.clock);
  observed = Ended(std::move(observed), ToString(probe.end), probe.detail);
  if (probe.end != TlsEnd::kCertificate) return observed;
  Describe(probe, options.server_name.empty() ? target->host : options.server_name, observed);
  return observed;
}

}  // namespace

Reading ReadNetStateTlsExpiry(const ReadContext& context, const Parameters& parameters) {
  return ObserveTargets(context, parameters, &Observe);
}

}  // namespace xunjian
