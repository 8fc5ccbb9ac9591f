#pragma once

#include "base/result.h"
#include "base/time.h"
#include "base/tls_credential.h"
#include "collector/ca/certificate_authority.h"

namespace xunjian {

// The collector's own, made anew at each start and never written: what its doors show.
Result<TlsCredential> ServerCredential(const CertificateAuthority& ca, const std::string& site,
                                       Timestamp now);

// What it shows when it comes to its own doors: nobody's identity, so that nobody takes it for one.
Result<TlsCredential> ProbeCredential(const CertificateAuthority& ca, const std::string& site,
                                      Timestamp now);

}  // namespace xunjian
