#include "openssl_handles.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

namespace xunjian {
namespace {

constexpr std::size_t kMaxPemBytes = 64 << 10;

int RefusePassphrase(char*, int, int, void*) { return -1; }

BioPtr Reading(const std::string& pem) {
  if (pem.size() > kMaxPemBytes) return nullptr;
  return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

BioPtr Writing() { return BioPtr(BIO_new(BIO_s_mem())); }

std::string Contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

Error Malformed(Text what) {
  return OpensslError(ErrorCode::kInvalidArgument,
                      Format({"cannot read {0}", "无法读取{1}"}, what.en, what.zh));
}

Error CannotWrite() {
  return OpensslError(ErrorCode::kInternal, {"cannot write PEM text", "无法写出 PEM 文本"});
}

}  // namespace

Error OpensslError(ErrorCode code, const Message& context) {
  const unsigned long number = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = number == 0 ? nullptr : ERR_reason_error_string(number);
  if (reason == nullptr) return Error(code, context);
  return Error(code, {reason, reason}).WithContext(context);
}

Result<KeyPtr> ParseKey(const std::string& pem) {
  const BioPtr bio = Reading(pem);
  KeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, RefusePassphrase, nullptr)
                 : nullptr);
  if (!key) return Malformed({"a private key", "私钥"});
  return key;
}

Result<RequestPtr> ParseRequest(const std::string& pem) {
  const BioPtr bio = Reading(pem);
  RequestPtr request(bio ? PEM_read_bio_X509_REQ(bio.get(), nullptr, RefusePassphrase, nullptr)
                         : nullptr);
  if (!request) return Malformed({"a certificate request", "证书请求"});
  return request;
}

Result<CertificatePtr> ParseCertificate(const std::string& pem) {
  const BioPtr bio = Reading(pem);
  CertificatePtr certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, RefusePassphrase, nullptr)
                                 : nullptr);
  if (!certificate) return Malformed({"a certificate", "证书"});
  return certificate;
}

Result<std::string> KeyToPem(EVP_PKEY* key) {
  const BioPtr bio = Writing();
  if (!PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr)) {
    return CannotWrite();
  }
  return Contents(bio.get());
}

Result<std::string> RequestToPem(X509_REQ* request) {
  const BioPtr bio = Writing();
  if (!PEM_write_bio_X509_REQ(bio.get(), request)) return CannotWrite();
  return Contents(bio.get());
}

Result<std::string> CertificateToPem(X509* certificate) {
  const BioPtr bio = Writing();
  if (!PEM_write_bio_X509(bio.get(), certificate)) return CannotWrite();
  return Contents(bio.get());
}

Result<std::string> FingerprintOf(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  if (!X509_digest(certificate, EVP_sha256(), digest.data(), &size)) {
    return OpensslError(ErrorCode::kInternal, {"cannot hash a certificate", "无法计算证书指纹"});
  }
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + size, ""));
}

}  // namespace xunjian
