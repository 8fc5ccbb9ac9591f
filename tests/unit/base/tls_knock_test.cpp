#include "base/tls_knock.h"

#include <catch2/catch.hpp>

#include "base/clock.h"
#include "base/pki.h"
#include "tests/support/tls_test_server.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::Contains;

struct House {
  KeyAndCertificate ca = MakeCa("Xunjian CA", SystemClock().Now()).value();

  std::string Why(const std::string& port) const {
    const auto came = KnockAtDoor("127.0.0.1:" + port, {ca.certificate_pem, "", ""}, 200ms);
    return came ? "" : came.error().In(Language::kEnglish);
  }
};

TEST_CASE("a door that nobody opens is not reached") {
  CHECK_THAT(House().Why("1"), Contains("cannot connect to 127.0.0.1:1"));
}

TEST_CASE("a server that accepts and stays silent has not answered") {
  const TlsTestServer server("", "");
  CHECK_THAT(House().Why(server.port()), Contains("no TLS handshake"));
}

TEST_CASE("a server of another CA has not answered either") {
  const KeyAndCertificate other = MakeCa("Another", SystemClock().Now()).value();
  const TlsTestServer server(other.key_pem, other.certificate_pem);
  CHECK_THAT(House().Why(server.port()), Contains("no TLS handshake"));
}

TEST_CASE("an address without a port is not reached") {
  CHECK_FALSE(KnockAtDoor("127.0.0.1", {}, 10ms).has_value());
}

}  // namespace
}  // namespace xunjian
