#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// Private to base_system: OpenSSL's objects with owners, and their PEM forms.

template <auto kFree>
struct OpensslDelete {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

using BioPtr = std::unique_ptr<BIO, OpensslDelete<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, OpensslDelete<BN_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpensslDelete<EVP_PKEY_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, OpensslDelete<X509_REQ_free>>;
using CertificatePtr = std::unique_ptr<X509, OpensslDelete<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpensslDelete<X509_EXTENSION_free>>;
using GeneralNamePtr = std::unique_ptr<GENERAL_NAME, OpensslDelete<GENERAL_NAME_free>>;
using GeneralNamesPtr = std::unique_ptr<GENERAL_NAMES, OpensslDelete<GENERAL_NAMES_free>>;
using NamePtr = std::unique_ptr<X509_NAME, OpensslDelete<X509_NAME_free>>;

// "<context>: <OpenSSL's reason>", and empties OpenSSL's queue of errors.
Error OpensslError(ErrorCode code, const Message& context);

// kInvalidArgument on anything else; a key behind a passphrase is refused, never asked for.
Result<KeyPtr> ParseKey(const std::string& pem);
Result<RequestPtr> ParseRequest(const std::string& pem);          // signature not checked
Result<CertificatePtr> ParseCertificate(const std::string& pem);  // the first one

Result<std::string> KeyToPem(EVP_PKEY* key);
Result<std::string> RequestToPem(X509_REQ* request);
Result<std::string> CertificateToPem(X509* certificate);

Result<std::string> FingerprintOf(const X509* certificate);

// Appends CN=`common_name` as UTF-8. Takes our 128 bytes where X.520 allows 64 characters: host
// names are longer than that, and no TLS library of ours counts.
bool AddCommonName(X509_NAME* name, std::string_view common_name);

Result<KeyPtr> GenerateKey();

// Signed by its own key, which lies on P-256.
Result<void> CheckRequest(X509_REQ* request);

}  // namespace xunjian
