#include "tls_house.h"

#include "base/clock.h"

namespace xunjian {

TlsHouse::TlsHouse() : now_(SystemClock().Now()), ca_(MakeCa("Xunjian test CA", now_).value()) {}

TlsCredential TlsHouse::Collector() const { return Issue(TlsIdentity::Kind::kCollector, "c1"); }
TlsCredential TlsHouse::Agent(const std::string& id) const {
  return Issue(TlsIdentity::Kind::kAgent, id);
}
TlsCredential TlsHouse::Operator(const std::string& id) const {
  return Issue(TlsIdentity::Kind::kOperator, id);
}

TlsCredential TlsHouse::Issue(TlsIdentity::Kind kind, const std::string& id) const {
  const bool server = kind == TlsIdentity::Kind::kCollector;
  const std::string key = GenerateKeyPem().value();
  CertificateRequest request{.identity = {.kind = kind, .site = "hq", .id = id, .name = "n-" + id},
                             .server = server,
                             .now = now_};
  if (server) request.dns_names = {std::string(kCollectorTlsName)};
  return {.ca_pem = ca_.certificate_pem,
          .certificate_pem = SignCsr(ca_, MakeCsrPem(key, id).value(), request).value(),
          .key_pem = key};
}

bool TestLoop::RunUntil(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    context_.run_one_for(std::chrono::milliseconds(20));
  }
  return true;
}

}  // namespace xunjian
