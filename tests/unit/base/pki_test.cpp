#include "base/pki.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <catch2/catch.hpp>
#include <memory>

#include "tests/support/tls_test_server.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// 2026-11-23T00:00:00Z
constexpr Timestamp kNow{std::chrono::seconds(1795392000)};

const TlsIdentity kAgent{.kind = TlsIdentity::Kind::kAgent,
                         .site = "henan",
                         .id = "0123456789abcdef",
                         .name = "tax-db-1.henan.example"};

KeyAndCertificate Ca() { return MakeCa("Xunjian CA", kNow).value(); }

CertificateRequest AgentRequest() { return {.identity = kAgent, .now = kNow}; }

std::string SignedBy(const KeyAndCertificate& ca, const CertificateRequest& request) {
  const std::string csr = MakeCsrPem(GenerateKeyPem().value(), "whatever").value();
  return SignCsr(ca, csr, request).value();
}

std::shared_ptr<X509> Load(const std::string& pem) {
  const std::shared_ptr<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                 BIO_free_all);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), X509_free};
}

// X509_V_OK or why the chain does not hold for that purpose at that time.
int Verify(const std::string& certificate, const std::string& ca, int purpose, Timestamp at) {
  const std::shared_ptr<X509_STORE> store(X509_STORE_new(), X509_STORE_free);
  X509_STORE_add_cert(store.get(), Load(ca).get());
  const std::shared_ptr<X509_STORE_CTX> context(X509_STORE_CTX_new(), X509_STORE_CTX_free);
  const auto leaf = Load(certificate);
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_STORE_CTX_set_purpose(context.get(), purpose);
  X509_STORE_CTX_set_time(
      context.get(), 0,
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
  X509_verify_cert(context.get());
  return X509_STORE_CTX_get_error(context.get());
}

TEST_CASE("an identity goes into a certificate and comes out of it") {
  const std::string certificate = SignedBy(Ca(), AgentRequest());
  const auto identity = IdentityOfCertificate(certificate);
  REQUIRE(identity.has_value());
  TlsIdentity expected = kAgent;
  expected.fingerprint = CertificateFingerprint(certificate).value();
  CHECK(*identity == expected);
  CHECK(identity->fingerprint.size() == 64);
}

TEST_CASE("a host name longer than X.520 allows is kept whole") {
  CertificateRequest request = AgentRequest();
  request.identity.name = std::string(128, 'h');
  CHECK(IdentityOfCertificate(SignedBy(Ca(), request)).value().name == request.identity.name);
}

TEST_CASE("a certificate holds for its CA, its purpose and its time, and for nothing else") {
  const KeyAndCertificate ca = Ca();
  const std::string agent = SignedBy(ca, AgentRequest());
  CertificateRequest server_request = AgentRequest();
  server_request.server = true;
  const std::string server = SignedBy(ca, server_request);
  const int as_client = X509_PURPOSE_SSL_CLIENT;
  const int as_server = X509_PURPOSE_SSL_SERVER;

  CHECK(Verify(agent, ca.certificate_pem, as_client, kNow) == X509_V_OK);
  CHECK(Verify(server, ca.certificate_pem, as_server, kNow) == X509_V_OK);
  CHECK(Verify(agent, ca.certificate_pem, as_server, kNow) == X509_V_ERR_INVALID_PURPOSE);
  CHECK(Verify(server, ca.certificate_pem, as_client, kNow) == X509_V_ERR_INVALID_PURPOSE);
  CHECK(Verify(agent, Ca().certificate_pem, as_client, kNow) != X509_V_OK);
  CHECK(Verify(agent, ca.certificate_pem, as_client, kNow - 4min) == X509_V_OK);
  CHECK(Verify(agent, ca.certificate_pem, as_client, kNow - 6min) == X509_V_ERR_CERT_NOT_YET_VALID);
  CHECK(Verify(agent, ca.certificate_pem, as_client, kNow + 24h * 397 + 1s) ==
        X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_CASE("a signed certificate cannot sign another") {
  const KeyAndCertificate ca = Ca();
  const std::string key = GenerateKeyPem().value();
  const std::string middle = SignCsr(ca, MakeCsrPem(key, "middle").value(), AgentRequest()).value();
  const std::string leaf = SignedBy({key, middle}, AgentRequest());
  CHECK(Verify(leaf, ca.certificate_pem, X509_PURPOSE_SSL_CLIENT, kNow) != X509_V_OK);
}

TEST_CASE("a server certificate carries its DNS names") {
  CertificateRequest request = AgentRequest();
  request.server = true;
  request.dns_names = {std::string(kCollectorTlsName), "localhost"};
  const auto certificate = Load(SignedBy(Ca(), request));
  for (const std::string& name : request.dns_names) {
    CHECK(X509_check_host(certificate.get(), name.data(), name.size(), 0, nullptr) == 1);
  }
  CHECK(X509_check_host(certificate.get(), "other", 5, 0, nullptr) == 0);
}

TEST_CASE("serial numbers are 128 random bits") {
  const KeyAndCertificate ca = Ca();
  const auto serial = [&] {
    const auto certificate = Load(SignedBy(ca, AgentRequest()));
    const std::shared_ptr<BIGNUM> number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate.get()), nullptr), BN_free);
    CHECK(BN_num_bits(number.get()) == 128);
    const std::shared_ptr<char> text(BN_bn2hex(number.get()), [](char* hex) { OPENSSL_free(hex); });
    return std::string(text.get());
  };
  CHECK(serial() != serial());
}

TEST_CASE("the names of a certificate come from the signer, never from the request") {
  const std::string csr = MakeCsrPem(GenerateKeyPem().value(), "admin").value();
  const auto identity = IdentityOfCertificate(SignCsr(Ca(), csr, AgentRequest()).value());
  CHECK(identity.value().name == kAgent.name);
}

// The signature of `csr` over the key of another request: what somebody sends who has not that key.
std::string WithKeyOf(const std::string& csr, const std::string& other) {
  const auto load = [](const std::string& pem) {
    const std::shared_ptr<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                   BIO_free_all);
    return std::shared_ptr<X509_REQ>(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr),
                                     X509_REQ_free);
  };
  const auto forged = load(csr);
  X509_REQ_set_pubkey(forged.get(), X509_REQ_get0_pubkey(load(other).get()));
  const std::shared_ptr<BIO> out(BIO_new(BIO_s_mem()), BIO_free_all);
  PEM_write_bio_X509_REQ(out.get(), forged.get());
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

TEST_CASE("a request signed by another key than its own is refused") {
  const std::string mine = MakeCsrPem(GenerateKeyPem().value(), "mine").value();
  const std::string theirs = MakeCsrPem(GenerateKeyPem().value(), "theirs").value();
  const std::string forged = WithKeyOf(mine, theirs);
  CHECK(SignCsr(Ca(), forged, AgentRequest()).error().code() == ErrorCode::kInvalidArgument);
  CHECK(CsrKeyFingerprint(forged).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("a request with another kind of key is refused") {
  const std::shared_ptr<EVP_PKEY> key(EVP_RSA_gen(2048), EVP_PKEY_free);
  const std::shared_ptr<BIO> out(BIO_new(BIO_s_mem()), BIO_free_all);
  PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  const std::string csr = MakeCsrPem({text, static_cast<std::size_t>(size)}, "rsa").value();
  CHECK(SignCsr(Ca(), csr, AgentRequest()).error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("the fingerprint of a request names its key") {
  const std::string key = GenerateKeyPem().value();
  const std::string first = CsrKeyFingerprint(MakeCsrPem(key, "a").value()).value();
  CHECK(first.size() == 64);
  CHECK(first == CsrKeyFingerprint(MakeCsrPem(key, "b").value()).value());
  CHECK(first != CsrKeyFingerprint(MakeCsrPem(GenerateKeyPem().value(), "a").value()).value());
}

TEST_CASE("text that is no PEM is an error, not a crash and not a question for a passphrase") {
  const auto text = GENERATE(as<std::string>{}, "", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n",
                             std::string(1 << 20, 'A'));
  const auto invalid = ErrorCode::kInvalidArgument;
  CHECK(MakeCsrPem(text, "a").error().code() == invalid);
  CHECK(CsrKeyFingerprint(text).error().code() == invalid);
  CHECK(CertificateFingerprint(text).error().code() == invalid);
  CHECK(IdentityOfCertificate(text).error().code() == invalid);
  CHECK(SignCsr(Ca(), text, AgentRequest()).error().code() == invalid);
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("names that are none are not signed") {
  const auto bad = GENERATE(as<std::string>{}, "", "a b", "../x", "a,DNS:evil", "中");
  CertificateRequest request = AgentRequest();
  const auto refused = [&] {
    const std::string csr = MakeCsrPem(GenerateKeyPem().value(), "x").value();
    return SignCsr(Ca(), csr, request).error().code() == ErrorCode::kInvalidArgument;
  };
  SECTION("site") { request.identity.site = bad; }
  SECTION("id") { request.identity.id = bad; }
  SECTION("name") { request.identity.name = bad; }
  SECTION("dns") { request.dns_names = {bad}; }
  CHECK(refused());
}

TEST_CASE("a certificate without an identity of ours is nobody's") {
  CHECK(IdentityOfCertificate(Ca().certificate_pem).error().code() == ErrorCode::kPermissionDenied);
}

TEST_CASE("a pinned CA is fetched from the server that shows it, and from no other") {
  const KeyAndCertificate ca = Ca();
  CertificateRequest request = AgentRequest();
  request.server = true;
  const std::string key = GenerateKeyPem().value();
  const std::string leaf = SignCsr(ca, MakeCsrPem(key, "s").value(), request).value();
  const TlsTestServer server(key, leaf + ca.certificate_pem);
  const auto fetch = [&](const std::string& certificate) {
    return FetchPinnedCa("127.0.0.1", server.port(), CertificateFingerprint(certificate).value(),
                         5s);
  };
  CHECK(fetch(ca.certificate_pem).value() == ca.certificate_pem);
  CHECK(fetch(Ca().certificate_pem).error().code() == ErrorCode::kPermissionDenied);
}

TEST_CASE("a server that accepts and stays silent costs the time limit, no more") {
  const TlsTestServer silent("", "");
  const auto started = std::chrono::steady_clock::now();
  const auto fetched = FetchPinnedCa("127.0.0.1", silent.port(), std::string(64, '0'), 100ms);
  CHECK(fetched.error().code() == ErrorCode::kUnavailable);
  CHECK(std::chrono::steady_clock::now() - started < 2s);
}

TEST_CASE("a port nobody listens on is unavailable") {
  std::string port;
  {
    const TlsTestServer gone("", "");
    port = gone.port();
  }
  const auto fetched = FetchPinnedCa("127.0.0.1", port, std::string(64, '0'), 1s);
  CHECK(fetched.error().code() == ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace xunjian
