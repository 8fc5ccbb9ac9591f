#include "tests/support/test_certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string_view>

namespace xunjian {
namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Deleter<X509_free>>;
using SigningPtr = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

std::string TextOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

BioPtr Reader(const std::string& pem) {
  return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

void AddExtension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  if (extension == nullptr) throw std::runtime_error("bad extension " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

void SetName(X509* certificate, const std::string& common_name) {
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                             0);
}

void SetDates(X509* certificate, const TestCertificateRequest& request) {
  constexpr long kDay = 86'400;
  X509_gmtime_adj(X509_getm_notBefore(certificate), request.from_days * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), request.until_days * kDay);
}

void AddExtensions(X509* certificate, X509* issuer, const TestCertificateRequest& request) {
  AddExtension(certificate, issuer, NID_basic_constraints,
               request.authority ? "critical,CA:TRUE" : "CA:FALSE");
  std::string names;
  for (const std::string& name : request.dns_names) {
    names += (names.empty() ? "DNS:" : ",DNS:") + name;
  }
  if (!names.empty()) AddExtension(certificate, issuer, NID_subject_alt_name, names);
}

// What SM2 signs carries the signer's id; GB/T 32918 has this one for everybody.
void Sign(X509* certificate, EVP_PKEY* key) {
  constexpr std::string_view kSm2Id = "1234567812345678";
  const bool sm2 = EVP_PKEY_is_a(key, "SM2") == 1;
  const KeyContextPtr key_context(EVP_PKEY_CTX_new(key, nullptr));
  const SigningPtr signing(EVP_MD_CTX_new());
  EVP_MD_CTX_set_pkey_ctx(signing.get(), key_context.get());
  const bool ready =
      (!sm2 || EVP_PKEY_CTX_set1_id(key_context.get(), kSm2Id.data(), kSm2Id.size()) == 1) &&
      EVP_DigestSignInit(signing.get(), nullptr, sm2 ? EVP_sm3() : EVP_sha256(), nullptr, key) == 1;
  if (!ready || X509_sign_ctx(certificate, signing.get()) == 0) {
    throw std::runtime_error("cannot sign a test certificate");
  }
}

}  // namespace

TestCertificate MakeTestCertificate(const TestCertificateRequest& request,
                                    const TestCertificate* issuer) {
  const KeyPtr key(EVP_EC_gen(request.sm2 ? "SM2" : "P-256"));
  const CertificatePtr certificate(X509_new());
  CertificatePtr issuer_certificate;
  KeyPtr issuer_key;
  if (issuer != nullptr) {
    issuer_certificate.reset(
        PEM_read_bio_X509(Reader(issuer->certificate_pem).get(), nullptr, nullptr, nullptr));
    issuer_key.reset(
        PEM_read_bio_PrivateKey(Reader(issuer->key_pem).get(), nullptr, nullptr, nullptr));
  }
  X509* signer = issuer_certificate ? issuer_certificate.get() : certificate.get();
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  SetName(certificate.get(), request.common_name);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
  SetDates(certificate.get(), request);
  X509_set_pubkey(certificate.get(), key.get());
  AddExtensions(certificate.get(), signer, request);
  Sign(certificate.get(), issuer_key ? issuer_key.get() : key.get());
  const BioPtr key_out(BIO_new(BIO_s_mem()));
  const BioPtr certificate_out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_X509(certificate_out.get(), certificate.get());
  return {TextOf(key_out.get()), TextOf(certificate_out.get())};
}

}  // namespace xunjian
