#include "collector/ca/certificate_authority.h"

#include <utility>

namespace xunjian {
namespace {

constexpr std::size_t kPemLimit = 64 << 10;

std::string KeyPath(const std::string& folder) { return folder + "/key.pem"; }
std::string CertificatePath(const std::string& folder) { return folder + "/certificate.pem"; }

Message CannotOpen(const std::string& folder) {
  return Format({"cannot open the certificate authority in {}", "无法打开证书颁发机构 {}"}, folder);
}

}  // namespace

CertificateAuthority::CertificateAuthority(KeyAndCertificate root, std::string fingerprint)
    : root_(std::move(root)), fingerprint_(std::move(fingerprint)) {}

Result<CertificateAuthority> CertificateAuthority::Create(FileStorage& storage,
                                                          const std::string& folder,
                                                          const std::string& site, Timestamp now) {
  if (storage.Read(KeyPath(folder), kPemLimit)) {
    return MakeError(ErrorCode::kConflict,
                     {"{} holds a certificate authority already; it is never overwritten",
                      "{} 中已有证书颁发机构，不会覆盖"},
                     folder);
  }
  auto root = MakeCa("Xunjian CA " + site, now);
  if (!root) return root.error();
  if (auto made = storage.MakeFolder(folder, 0700); !made) return made.error();
  if (auto kept = storage.Replace(CertificatePath(folder), root->certificate_pem, 0644); !kept) {
    return kept.error();
  }
  if (auto kept = storage.Replace(KeyPath(folder), root->key_pem, 0400); !kept) {
    return kept.error();
  }
  return Open(storage, folder);
}

Result<CertificateAuthority> CertificateAuthority::Open(FileStorage& storage,
                                                        const std::string& folder) {
  auto key = storage.Read(KeyPath(folder), kPemLimit);
  if (!key) return key.error().WithContext(CannotOpen(folder));
  auto certificate = storage.Read(CertificatePath(folder), kPemLimit);
  if (!certificate) return certificate.error().WithContext(CannotOpen(folder));
  auto fingerprint = CertificateFingerprint(*certificate);
  if (!fingerprint) return fingerprint.error().WithContext(CannotOpen(folder));
  return CertificateAuthority({*key, *certificate}, *fingerprint);
}

Result<std::string> CertificateAuthority::Sign(const std::string& csr_pem,
                                               const TlsIdentity& identity, Timestamp now) const {
  CertificateRequest request;
  request.identity = identity;
  request.now = now;
  return SignCsr(root_, csr_pem, request);
}

Result<KeyAndCertificate> CertificateAuthority::IssueClient(const TlsIdentity& identity,
                                                            Timestamp now) const {
  return Issue(identity, false, now);
}

Result<KeyAndCertificate> CertificateAuthority::IssueServer(const TlsIdentity& identity,
                                                            Timestamp now) const {
  return Issue(identity, true, now);
}

Result<KeyAndCertificate> CertificateAuthority::Issue(const TlsIdentity& identity, bool server,
                                                      Timestamp now) const {
  auto key = GenerateKeyPem();
  if (!key) return key.error();
  auto csr = MakeCsrPem(*key, identity.name);
  if (!csr) return csr.error();
  CertificateRequest request;
  request.identity = identity;
  request.server = server;
  if (server) request.dns_names = {std::string(kCollectorTlsName)};
  request.now = now;
  auto certificate = SignCsr(root_, *csr, request);
  if (!certificate) return certificate.error();
  return KeyAndCertificate{*key, *certificate};
}

}  // namespace xunjian
