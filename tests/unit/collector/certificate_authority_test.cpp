#include "collector/ca/certificate_authority.h"

#include <catch2/catch.hpp>

#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

const Timestamp kNow = Timestamp(std::chrono::seconds(1'790'000'000));

TlsIdentity AgentIdentity() {
  TlsIdentity identity;
  identity.site = "hunan";
  identity.id = "0123456789abcdef0123456789abcdef";
  identity.name = "web1";
  return identity;
}

TEST_CASE("a certificate authority is made once and opened again") {
  TempFolder folder;
  PosixStorage storage;
  const auto made = CertificateAuthority::Create(storage, folder.path() + "/ca", "hq", kNow);
  REQUIRE(made.has_value());
  REQUIRE(CertificateAuthority::Open(storage, folder.path() + "/ca")->fingerprint() ==
          made->fingerprint());

  const auto again = CertificateAuthority::Create(storage, folder.path() + "/ca", "hq", kNow);
  REQUIRE(again.has_error());
  REQUIRE(again.error().code() == ErrorCode::kConflict);
}

TEST_CASE("a signed agent carries the identity the collector chose, not the one it asked for") {
  TempFolder folder;
  PosixStorage storage;
  const auto ca = CertificateAuthority::Create(storage, folder.path() + "/ca", "hq", kNow);
  const auto key = GenerateKeyPem();
  const auto csr = MakeCsrPem(*key, "some-other-host");
  const auto certificate = ca->Sign(*csr, AgentIdentity(), kNow);
  REQUIRE(certificate.has_value());
  const auto identity = IdentityOfCertificate(*certificate);
  REQUIRE(identity->name == "web1");
  REQUIRE(identity->site == "hunan");
  REQUIRE(identity->kind == TlsIdentity::Kind::kAgent);
}

TEST_CASE("a server's certificate and a client's come from the same root and say what they are") {
  TempFolder folder;
  PosixStorage storage;
  const auto ca = CertificateAuthority::Create(storage, folder.path() + "/ca", "hq", kNow);
  TlsIdentity identity = AgentIdentity();
  identity.kind = TlsIdentity::Kind::kCollector;
  const auto server = ca->IssueServer(identity, kNow);
  REQUIRE(server.has_value());
  REQUIRE(IdentityOfCertificate(server->certificate_pem)->kind == TlsIdentity::Kind::kCollector);
  identity.kind = TlsIdentity::Kind::kOperator;
  const auto client = ca->IssueClient(identity, kNow);
  REQUIRE(IdentityOfCertificate(client->certificate_pem)->kind == TlsIdentity::Kind::kOperator);
  REQUIRE(client->key_pem != server->key_pem);
}

}  // namespace
}  // namespace xunjian
