#include <algorithm>

#include "base/ids.h"
#include "base/pki.h"
#include "openssl_handles.h"

namespace xunjian {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kCaLifetime = hours(24) * 3653;
constexpr Duration kBackdated = minutes(5);  // clocks of hosts differ
constexpr int kSerialBits = 128;

Error CannotSign() {
  return OpensslError(ErrorCode::kInternal, {"cannot sign a certificate", "无法签发证书"});
}

bool SetSerial(X509* certificate) {
  const BignumPtr serial(BN_new());
  return serial && BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool SetTime(ASN1_TIME* field, Timestamp at) {
  return ASN1_TIME_adj(field,
                       std::chrono::system_clock::to_time_t(
                           std::chrono::floor<std::chrono::microseconds>(at)),
                       0, 0) != nullptr;
}

bool SetValidity(X509* certificate, Timestamp now, Duration lifetime) {
  return SetTime(X509_getm_notBefore(certificate), now - kBackdated) &&
         SetTime(X509_getm_notAfter(certificate), now + lifetime);
}

bool SetSubject(X509* certificate, std::string_view common_name) {
  const NamePtr name(X509_NAME_new());
  return name && AddCommonName(name.get(), common_name) &&
         X509_set_subject_name(certificate, name.get());
}

// `value` is always a text of ours: it is OpenSSL's configuration language, not data.
bool AddExtension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension && X509_add_ext(certificate, extension.get(), -1);
}

bool AddName(GENERAL_NAMES* names, int type, const std::string& text) {
  GeneralNamePtr name(GENERAL_NAME_new());
  ASN1_IA5STRING* value = ASN1_IA5STRING_new();
  if (!name || value == nullptr) return false;
  GENERAL_NAME_set0_value(name.get(), type, value);
  if (!ASN1_STRING_set(value, text.data(), static_cast<int>(text.size()))) return false;
  if (!sk_GENERAL_NAME_push(names, name.get())) return false;
  static_cast<void>(name.release());  // the stack owns it
  return true;
}

bool AddNames(X509* certificate, const CertificateRequest& request) {
  const GeneralNamesPtr names(GENERAL_NAMES_new());
  if (!names || !AddName(names.get(), GEN_URI, ToUri(request.identity))) return false;
  for (const std::string& dns_name : request.dns_names) {
    if (!AddName(names.get(), GEN_DNS, dns_name)) return false;
  }
  return X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT);
}

bool AddCaExtensions(X509* certificate) {
  return AddExtension(certificate, certificate, NID_basic_constraints,
                      "critical,CA:TRUE,pathlen:0") &&
         AddExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
         AddExtension(certificate, certificate, NID_subject_key_identifier, "hash");
}

bool AddLeafExtensions(X509* certificate, X509* issuer, const CertificateRequest& request) {
  return AddExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
         AddExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
         AddExtension(certificate, issuer, NID_ext_key_usage,
                      request.server ? "serverAuth" : "clientAuth") &&
         AddExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
         AddExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
         AddNames(certificate, request);
}

Result<void> CheckNames(const CertificateRequest& request) {
  if (auto uri = ParseIdentityUri(ToUri(request.identity)); !uri) return uri.error();
  if (IsValidName(request.identity.name) &&
      std::all_of(request.dns_names.begin(), request.dns_names.end(), IsValidName)) {
    return Ok();
  }
  return MakeError(ErrorCode::kInvalidArgument,
                   {"not a name for a certificate", "不是合法的证书名称"});
}

Result<std::string> Issue(X509* issuer, EVP_PKEY* issuer_key, X509_REQ* csr,
                          const CertificateRequest& request) {
  const CertificatePtr certificate(X509_new());
  X509* raw = certificate.get();
  if (!certificate || !X509_set_version(raw, X509_VERSION_3) || !SetSerial(raw) ||
      !SetValidity(raw, request.now, request.lifetime) || !SetSubject(raw, request.identity.name) ||
      !X509_set_issuer_name(raw, X509_get_subject_name(issuer)) ||
      !X509_set_pubkey(raw, X509_REQ_get0_pubkey(csr)) ||
      !AddLeafExtensions(raw, issuer, request) || !X509_sign(raw, issuer_key, EVP_sha256())) {
    return CannotSign();
  }
  return CertificateToPem(raw);
}

}  // namespace

Result<KeyAndCertificate> MakeCa(std::string_view common_name, Timestamp now) {
  const auto key = GenerateKey();
  if (!key) return key.error();
  const CertificatePtr certificate(X509_new());
  X509* raw = certificate.get();
  if (!certificate || !X509_set_version(raw, X509_VERSION_3) || !SetSerial(raw) ||
      !SetValidity(raw, now, kCaLifetime) || !SetSubject(raw, common_name) ||
      !X509_set_issuer_name(raw, X509_get_subject_name(raw)) || !X509_set_pubkey(raw, key->get()) ||
      !AddCaExtensions(raw) || !X509_sign(raw, key->get(), EVP_sha256())) {
    return CannotSign();
  }
  auto key_pem = KeyToPem(key->get());
  auto certificate_pem = CertificateToPem(raw);
  if (!key_pem) return key_pem.error();
  if (!certificate_pem) return certificate_pem.error();
  return KeyAndCertificate{*std::move(key_pem), *std::move(certificate_pem)};
}

Result<std::string> SignCsr(const KeyAndCertificate& ca, const std::string& csr_pem,
                            const CertificateRequest& request) {
  if (auto names = CheckNames(request); !names) return names.error();
  const auto csr = ParseRequest(csr_pem);
  if (!csr) return csr.error();
  if (auto checked = CheckRequest(csr->get()); !checked) return checked.error();
  const auto issuer_key = ParseKey(ca.key_pem);
  if (!issuer_key) return issuer_key.error();
  const auto issuer = ParseCertificate(ca.certificate_pem);
  if (!issuer) return issuer.error();
  if (!X509_check_private_key(issuer->get(), issuer_key->get())) {
    return OpensslError(ErrorCode::kInternal, {"the key of the CA does not fit its certificate",
                                               "CA 的密钥与证书不匹配"});
  }
  return Issue(issuer->get(), issuer_key->get(), csr->get(), request);
}

}  // namespace xunjian
