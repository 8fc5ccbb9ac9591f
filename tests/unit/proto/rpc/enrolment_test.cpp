#include <catch2/catch.hpp>

#include "proto/rpc/enrolment_client.h"
#include "proto/rpc/enrolment_server.h"
#include "tests/support/manual_clock.h"
#include "tls_house.h"

using namespace xunjian;

namespace {

class Desk final : public EnrolmentHandler {
 public:
  Result<EnrolmentReply> Enrol(const EnrolmentRequest& request,
                               const std::string& remote_address) override {
    ++calls;
    last_address = remote_address;
    if (request.token_secret != "good") {
      return MakeError(ErrorCode::kPermissionDenied, {"the token is not valid", "令牌无效"});
    }
    return EnrolmentReply{.agent_id = "a1",
                          .site = "hq",
                          .certificate_pem = request.csr_pem + "-signed",
                          .ca_pem = "ca"};
  }

  int calls = 0;
  std::string last_address;
};

struct Port {
  Port() {
    server = EnrolmentServer::Start({.address = "127.0.0.1:0", .tls = house.Collector()}, clock,
                                    desk, logger)
                 .value();
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(server->port()); }
  Result<EnrolmentReply> Enrol(const std::string& secret, const std::string& csr = "csr") {
    return EnrolAt(address(), house.ca_pem(),
                   {.token_id = "t1", .token_secret = secret, .host_name = "web1", .csr_pem = csr});
  }

  TlsHouse house;
  SilentLogger logger;
  ManualClock clock;
  Desk desk;
  std::unique_ptr<EnrolmentServer> server;
};

}  // namespace

TEST_CASE("a host without a certificate is enrolled") {
  Port port;
  const auto reply = port.Enrol("good");
  REQUIRE(reply.has_value());
  CHECK(reply->agent_id == "a1");
  CHECK(reply->certificate_pem == "csr-signed");
  CHECK(port.desk.last_address.starts_with("127.0.0.1:"));
}

TEST_CASE("the CA is found on the enrolment port by its fingerprint") {
  Port port;
  const std::string fingerprint = CertificateFingerprint(port.house.ca_pem()).value();
  const auto found = FetchPinnedCa("127.0.0.1", std::to_string(port.server->port()), fingerprint,
                                   std::chrono::seconds(10));
  REQUIRE(found.has_value());
  CHECK(CertificateFingerprint(*found).value() == fingerprint);
}

TEST_CASE("a collector of another CA is not given the token") {
  Port port;
  const auto reply = EnrolAt(port.address(), TlsHouse().ca_pem(),
                             {.token_id = "t1", .token_secret = "good", .host_name = "web1"});
  REQUIRE(reply.has_error());
  CHECK(port.desk.calls == 0);
}

TEST_CASE("a refused token comes back with code and both languages") {
  Port port;
  const auto reply = port.Enrol("guessed");
  REQUIRE(reply.has_error());
  CHECK(reply.error().code() == ErrorCode::kPermissionDenied);
  CHECK(reply.error().In(Language::kEnglish) == "the token is not valid");
  CHECK(reply.error().In(Language::kChinese) == "令牌无效");
}

TEST_CASE("an enrolment of more than 64 KiB is not taken") {
  Port port;
  REQUIRE(port.Enrol("good", std::string(70 << 10, 'x')).has_error());
  CHECK(port.desk.calls == 0);
}

TEST_CASE("after five failures in a minute an address is not heard, not even with a good token") {
  Port port;
  for (int i = 0; i < 5; ++i) REQUIRE(port.Enrol("guessed").has_error());
  const auto refused = port.Enrol("good");
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == ErrorCode::kUnavailable);
  CHECK(port.desk.calls == 5);
  port.clock.Advance(std::chrono::minutes(1));
  CHECK(port.Enrol("good").has_value());
}

TEST_CASE("nobody at the enrolment address is unavailable") {
  Port port;
  const std::string address = port.address();
  port.server.reset();
  const auto reply = EnrolAt(address, port.house.ca_pem(), {});
  REQUIRE(reply.has_error());
  CHECK(reply.error().code() == ErrorCode::kUnavailable);
  CHECK(reply.error().In(Language::kEnglish).find(address) != std::string::npos);
}
