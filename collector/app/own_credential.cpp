#include "collector/app/own_credential.h"

#include "base/ids.h"

namespace xunjian {
namespace {

TlsIdentity Own(const std::string& name, const std::string& site) {
  TlsIdentity identity;
  identity.kind = TlsIdentity::Kind::kCollector;
  identity.site = site;
  identity.id = RandomId();
  identity.name = name;
  return identity;
}

template <class Issued>
Result<TlsCredential> Credential(const CertificateAuthority& ca, const Result<Issued>& issued) {
  if (!issued) return issued.error();
  return TlsCredential{ca.certificate_pem(), issued->certificate_pem, issued->key_pem};
}

}  // namespace

Result<TlsCredential> ServerCredential(const CertificateAuthority& ca, const std::string& site,
                                       Timestamp now) {
  return Credential(ca, ca.IssueServer(Own("collector", site), now));
}

Result<TlsCredential> ProbeCredential(const CertificateAuthority& ca, const std::string& site,
                                      Timestamp now) {
  return Credential(ca, ca.IssueClient(Own("self-probe", site), now));
}

}  // namespace xunjian
