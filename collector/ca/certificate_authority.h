#pragma once

#include <string>

#include "base/file_storage.h"
#include "base/pki.h"
#include "base/result.h"

namespace xunjian {

// The collector's own certificate authority: one P-256 root that signs agents, operators and the
// collector itself. Lives in a folder of two files, key.pem (0400) and certificate.pem.
// Immutable after Open; thread-safe.
class CertificateAuthority {
 public:
  // Makes the root. kConflict when the folder holds one already: a lost CA means enrolling every
  // agent again, so it is never overwritten.
  static Result<CertificateAuthority> Create(FileStorage& storage, const std::string& folder,
                                             const std::string& site, Timestamp now);
  static Result<CertificateAuthority> Open(FileStorage& storage, const std::string& folder);

  const std::string& certificate_pem() const { return root_.certificate_pem; }
  const std::string& fingerprint() const { return fingerprint_; }  // SHA-256, hex

  // Certificates for a key that was born elsewhere: 397 days.
  Result<std::string> Sign(const std::string& csr_pem, const TlsIdentity& identity,
                           Timestamp now) const;
  // A key and certificate for an operator's folder.
  Result<KeyAndCertificate> IssueClient(const TlsIdentity& identity, Timestamp now) const;
  // For the collector's own ports: server use, the name our clients expect.
  Result<KeyAndCertificate> IssueServer(const TlsIdentity& identity, Timestamp now) const;

 private:
  CertificateAuthority(KeyAndCertificate root, std::string fingerprint);
  Result<KeyAndCertificate> Issue(const TlsIdentity& identity, bool server, Timestamp now) const;

  KeyAndCertificate root_;
  std::string fingerprint_;
};

}  // namespace xunjian
