#include <optional>

#include "base/ids.h"
#include "base/pki.h"
#include "openssl_handles.h"

namespace xunjian {
namespace {

constexpr std::string_view kScheme = "xunjian://";

std::string_view View(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
          static_cast<std::size_t>(ASN1_STRING_length(text))};
}

// The one URI name of ours; none when there are two, because then it says nothing.
std::optional<std::string> OurUri(const X509* certificate) {
  const GeneralNamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::optional<std::string> found;
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const std::string_view uri = View(name->d.uniformResourceIdentifier);
    if (!uri.starts_with(kScheme)) continue;
    if (found) return std::nullopt;
    found = uri;
  }
  return found;
}

std::optional<std::string> CommonName(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0) return std::nullopt;
  return std::string(View(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at))));
}

}  // namespace

Result<std::string> CertificateFingerprint(const std::string& certificate_pem) {
  const auto certificate = ParseCertificate(certificate_pem);
  if (!certificate) return certificate.error();
  return FingerprintOf(certificate->get());
}

Result<TlsIdentity> IdentityOfCertificate(const std::string& certificate_pem) {
  const auto certificate = ParseCertificate(certificate_pem);
  if (!certificate) return certificate.error();
  const auto uri = OurUri(certificate->get());
  const auto name = CommonName(certificate->get());
  auto identity = ParseIdentityUri(uri.value_or(""));
  if (!identity || !name || !IsValidName(*name)) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"the certificate carries no identity of ours", "证书中没有本系统的身份"});
  }
  auto fingerprint = FingerprintOf(certificate->get());
  if (!fingerprint) return fingerprint.error();
  identity->name = *name;
  identity->fingerprint = *std::move(fingerprint);
  return identity;
}

}  // namespace xunjian
