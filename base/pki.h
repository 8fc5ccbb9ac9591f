#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/tls_identity.h"

namespace xunjian {

// Keys and certificates as PEM text; P-256 keys, SHA-256 signatures. All functions are thread-safe.

Result<std::string> GenerateKeyPem();

// A signing request whose subject carries only the common name: the signer takes nothing else from
// it.
Result<std::string> MakeCsrPem(const std::string& key_pem, std::string_view common_name);

// SHA-256 of the request's public key, hex; fails unless the request is signed by that key.
Result<std::string> CsrKeyFingerprint(const std::string& csr_pem);

// SHA-256 of a certificate's DER form, hex.
Result<std::string> CertificateFingerprint(const std::string& certificate_pem);

// The identity in a certificate (first of a chain); kPermissionDenied when it carries none of ours.
// It does not verify the chain: TLS did.
Result<TlsIdentity> IdentityOfCertificate(const std::string& certificate_pem);

struct KeyAndCertificate {
  std::string key_pem;
  std::string certificate_pem;
};

// A self-signed CA named `common_name`, path length 0, 10 years.
Result<KeyAndCertificate> MakeCa(std::string_view common_name, Timestamp now);

struct CertificateRequest {
  TlsIdentity identity;                // becomes CN and URI name
  std::vector<std::string> dns_names;  // server certificates
  bool server = false;                 // extended key usage serverAuth instead of clientAuth
  Duration lifetime = std::chrono::hours(24) * 397;
  Timestamp now;  // valid from five minutes before
};

// Signs the request's public key with the CA; the names come from `request`, never from the CSR.
Result<std::string> SignCsr(const KeyAndCertificate& ca, const std::string& csr_pem,
                            const CertificateRequest& request);

// Connects, asks for the server's chain, and returns the certificate in it whose SHA-256 is
// `fingerprint_hex`: how an agent learns its CA from a token. kPermissionDenied when it is not
// there.
Result<std::string> FetchPinnedCa(const std::string& host, const std::string& port,
                                  std::string_view fingerprint_hex, Duration time_limit);

}  // namespace xunjian
