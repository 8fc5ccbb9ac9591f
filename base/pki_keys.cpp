#include <openssl/ec.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ids.h"
#include "base/pki.h"
#include "openssl_handles.h"

namespace xunjian {
namespace {

Error CannotSignRequest() {
  return OpensslError(ErrorCode::kInternal,
                      {"cannot sign a certificate request", "无法签署证书请求"});
}

bool IsOnP256(const EVP_PKEY* key) {
  std::array<char, 64> group{};
  return EVP_PKEY_is_a(key, "EC") &&
         EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr) &&
         std::strcmp(group.data(), SN_X9_62_prime256v1) == 0;
}

Result<std::string> PublicKeyFingerprint(X509_REQ* request) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(request), &der);
  const std::unique_ptr<unsigned char, OpensslDelete<[](unsigned char* p) { OPENSSL_free(p); }>>
      owner(der);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int digest_size = 0;
  if (size <= 0 || !EVP_Digest(der, static_cast<std::size_t>(size), digest.data(), &digest_size,
                               EVP_sha256(), nullptr)) {
    return OpensslError(ErrorCode::kInternal, {"cannot hash a public key", "无法计算公钥指纹"});
  }
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + digest_size, ""));
}

}  // namespace

bool AddCommonName(X509_NAME* name, std::string_view common_name) {
  return X509_NAME_add_entry_by_NID(name, NID_commonName, V_ASN1_UTF8STRING,
                                    reinterpret_cast<const unsigned char*>(common_name.data()),
                                    static_cast<int>(common_name.size()), -1, 0) == 1;
}

Result<KeyPtr> GenerateKey() {
  KeyPtr key(EVP_EC_gen(SN_X9_62_prime256v1));
  if (!key) return OpensslError(ErrorCode::kInternal, {"cannot make a key", "无法生成密钥"});
  return key;
}

Result<void> CheckRequest(X509_REQ* request) {
  EVP_PKEY* key = X509_REQ_get0_pubkey(request);
  if (key == nullptr || !IsOnP256(key)) {
    return OpensslError(ErrorCode::kInvalidArgument, {"a request's key must be on the curve P-256",
                                                      "证书请求的密钥必须使用 P-256 曲线"});
  }
  if (X509_REQ_verify(request, key) != 1) {
    return OpensslError(
        ErrorCode::kInvalidArgument,
        {"the request is not signed by the key it carries", "证书请求不是由其所含密钥签名的"});
  }
  return Ok();
}

Result<std::string> GenerateKeyPem() {
  const auto key = GenerateKey();
  if (!key) return key.error();
  return KeyToPem(key->get());
}

Result<std::string> MakeCsrPem(const std::string& key_pem, std::string_view common_name) {
  if (!IsValidName(common_name)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"not a name for a certificate", "不是合法的证书名称"});
  }
  const auto key = ParseKey(key_pem);
  if (!key) return key.error();
  const RequestPtr request(X509_REQ_new());
  if (!request || !X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) ||
      !AddCommonName(X509_REQ_get_subject_name(request.get()), common_name) ||
      !X509_REQ_set_pubkey(request.get(), key->get()) ||
      X509_REQ_sign(request.get(), key->get(), EVP_sha256()) <= 0) {
    return CannotSignRequest();
  }
  return RequestToPem(request.get());
}

Result<std::string> CsrKeyFingerprint(const std::string& csr_pem) {
  const auto request = ParseRequest(csr_pem);
  if (!request) return request.error();
  if (auto checked = CheckRequest(request->get()); !checked) return checked.error();
  return PublicKeyFingerprint(request->get());
}

}  // namespace xunjian
