#include "tls_chain.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace xunjian {
namespace {

using BioPtr = std::unique_ptr<BIO, OpenSslDeleter<BIO_free_all>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, OpenSslDeleter<GENERAL_NAMES_free>>;

constexpr std::size_t kMostNames = 512;  // bytes

std::chrono::sys_seconds TimeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

std::string NameOf(const X509_NAME* name) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  if (!out) return "";
  constexpr unsigned long kUtf8 =
      XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
  X509_NAME_print_ex(out.get(), name, 0, kUtf8);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
}

std::string DnsNamesOf(X509* certificate) {
  const NamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::string joined;
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_DNS) continue;
    const auto* bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName));
    if (joined.size() + size > kMostNames) break;
    if (!joined.empty()) joined += ", ";
    joined.append(bytes, size);
  }
  return joined;
}

TlsName CheckName(X509* certificate, const std::string& expected) {
  if (expected.empty()) return TlsName::kNotChecked;
  const int match = IsAddress(expected) ? X509_check_ip_asc(certificate, expected.c_str(), 0)
                                        : X509_check_host(certificate, expected.data(),
                                                          expected.size(), 0, nullptr);
  return match == 1 ? TlsName::kMatches : TlsName::kDiffers;
}

void AddAuthorities(X509_STORE* store, const std::string& pem) {
  const BioPtr in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  while (in) {
    const X509Ptr authority(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
    if (!authority) break;
    X509_STORE_add_cert(store, authority.get());
  }
}

X509StorePtr MakeStore(const std::string& extra_ca_pem) {
  X509StorePtr store(X509_STORE_new());
  if (!store) return store;
  X509_STORE_set_default_paths(store.get());
  if (extra_ca_pem.empty()) return store;
  AddAuthorities(store.get(), extra_ca_pem);
  // The site may trust an intermediate without having its root.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  return store;
}

TlsChain ChainOfError(int error) {
  switch (error) {
    case X509_V_OK:
      return TlsChain::kTrusted;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return TlsChain::kIncomplete;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return TlsChain::kSelfSigned;
    default:
      return TlsChain::kBroken;
  }
}

bool IsSm2(const X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  return X509_get_signature_nid(certificate) == NID_SM2_with_SM3 ||
         (key != nullptr && EVP_PKEY_is_a(key, "SM2") == 1);
}

bool HasSm2(const ShownChain& shown) {
  if (IsSm2(shown.leaf.get())) return true;
  for (int i = 0; i < sk_X509_num(shown.others.get()); ++i) {
    if (IsSm2(sk_X509_value(shown.others.get(), i))) return true;
  }
  return false;
}

void VerifyChain(const ShownChain& shown, const std::string& extra_ca_pem, TlsProbe& probe) {
  const X509StorePtr store = MakeStore(extra_ca_pem);
  const X509StoreCtxPtr context(X509_STORE_CTX_new());
  if (!store || !context ||
      X509_STORE_CTX_init(context.get(), store.get(), shown.leaf.get(), shown.others.get()) != 1) {
    probe.detail = {"out of memory", "内存不足"};
    return;
  }
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME);
  X509_verify_cert(context.get());
  const int error = X509_STORE_CTX_get_error(context.get());
  probe.chain = ChainOfError(error);
  if (probe.chain != TlsChain::kTrusted) {
    if (HasSm2(shown)) probe.chain = TlsChain::kNationalCrypto;
    const char* text = X509_verify_cert_error_string(error);
    probe.detail = {text, text};
    return;
  }
  STACK_OF(X509)* verified = X509_STORE_CTX_get0_chain(context.get());
  for (int i = 0; i < sk_X509_num(verified); ++i) {
    const auto end = TimeOf(X509_get0_notAfter(sk_X509_value(verified, i)));
    probe.chain_not_after = std::min(probe.chain_not_after, end);
  }
}

}  // namespace

bool IsAddress(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), bytes.data()) == 1;
}

void DescribeChain(const ShownChain& shown, const std::string& expected_name,
                   const std::string& extra_ca_pem, TlsProbe& probe) {
  X509* leaf = shown.leaf.get();
  probe.subject = NameOf(X509_get_subject_name(leaf));
  probe.issuer = NameOf(X509_get_issuer_name(leaf));
  probe.dns_names = DnsNamesOf(leaf);
  probe.not_before = TimeOf(X509_get0_notBefore(leaf));
  probe.not_after = TimeOf(X509_get0_notAfter(leaf));
  probe.chain_not_after = probe.not_after;
  probe.name = CheckName(leaf, expected_name);
  VerifyChain(shown, extra_ca_pem, probe);
}

}  // namespace xunjian
