#include <catch2/catch.hpp>

#include "checks/network/judges.h"
#include "checks/network/reads.h"
#include "tests/support/check_world.h"
#include "tests/support/loopback_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/tls_test_server.h"

namespace xunjian {
namespace {

constexpr char kName[] = "tax.example";

// A root that the site trusts, an intermediate it does not, and servers signed by the intermediate.
struct Site {
  TestCertificate root = MakeTestCertificate({.common_name = "root", .authority = true});
  TestCertificate middle = MakeTestCertificate({.common_name = "middle", .authority = true}, &root);

  TestCertificate Server(int until_days, int from_days = -30) const {
    return MakeTestCertificate({.common_name = "web",
                                .dns_names = {kName},
                                .from_days = from_days,
                                .until_days = until_days},
                               &middle);
  }
};

CheckResult Probe(const std::string& port, const std::string& ca_pem,
                  std::map<std::string, ParameterValue, std::less<>> parameters = {}) {
  CheckWorld world;
  world.files.SetFile("/etc/site-ca.pem", ca_pem);
  JudgeCase more;
  more.at = world.clock.Now();
  parameters.emplace("target", "127.0.0.1:" + port);
  parameters.emplace("server_name", std::string(kName));
  parameters.emplace("ca_file", "/etc/site-ca.pem");
  more.parameters = Parameters(std::move(parameters));
  return Inspected(kNetStateTlsExpiry, &ReadNetStateTlsExpiry, world, more);
}

// With the whole chain, from a server whose certificate ends in so many days.
CheckResult ProbeDays(const Site& site, int until_days, int from_days = -30) {
  const TestCertificate server = site.Server(until_days, from_days);
  const TlsTestServer listening(server.key_pem,
                                server.certificate_pem + site.middle.certificate_pem);
  return Probe(listening.port(), site.root.certificate_pem);
}

const ItemResult& First(const CheckResult& result) { return result.items.at(0); }

}  // namespace

TEST_CASE("net.state.tls_expiry: days left decide, and an expired certificate is critical") {
  const Site site;
  struct Row {
    int days;
    Outcome outcome;
    const char* code;
  };
  for (const Row& row :
       {Row{200, Outcome::kOk, "ok"}, Row{20, Outcome::kWarning, "below"},
        Row{3, Outcome::kCritical, "below"}, Row{-1, Outcome::kCritical, "expired"}}) {
    INFO(row.days);
    const CheckResult result = ProbeDays(site, row.days, -60);
    CHECK(First(result).outcome == row.outcome);
    CHECK(First(result).code == row.code);
  }
}

TEST_CASE("net.state.tls_expiry: a certificate that is not valid yet is critical") {
  CHECK(First(ProbeDays(Site(), 200, 5)).code == "not_yet_valid");
}

TEST_CASE("net.state.tls_expiry: the whole chain counts, not only the server's certificate") {
  Site site;
  site.middle = MakeTestCertificate({.common_name = "middle", .authority = true, .until_days = 3},
                                    &site.root);
  CHECK(First(ProbeDays(site, 200)).outcome == Outcome::kCritical);
}

TEST_CASE("net.state.tls_expiry: another name in the certificate is critical") {
  const Site site;
  const TestCertificate server = site.Server(200);
  const TlsTestServer listening(server.key_pem,
                                server.certificate_pem + site.middle.certificate_pem);
  const CheckResult result = Probe(listening.port(), site.root.certificate_pem,
                                   {{"server_name", std::string("other.example")}});
  CHECK(First(result).outcome == Outcome::kCritical);
  CHECK(First(result).code == "name_differs");
}

TEST_CASE("net.state.tls_expiry: a chain without its intermediate is critical") {
  const Site site;
  const TestCertificate server = site.Server(200);
  const TlsTestServer listening(server.key_pem, server.certificate_pem);
  const CheckResult result = Probe(listening.port(), site.root.certificate_pem);
  CHECK(First(result).outcome == Outcome::kCritical);
  CHECK(First(result).code == "incomplete_chain");
}

TEST_CASE("net.state.tls_expiry: a self-signed certificate warns until the site trusts it") {
  const TestCertificate own = MakeTestCertificate({.common_name = "web", .dns_names = {kName}});
  const TlsTestServer listening(own.key_pem, own.certificate_pem);
  const Site site;
  CHECK(First(Probe(listening.port(), site.root.certificate_pem)).code == "self_signed");
  CHECK(First(Probe(listening.port(), own.certificate_pem)).outcome == Outcome::kOk);
}

TEST_CASE("net.state.tls_expiry: SNI carries the server name") {
  const LoopbackServer server(
      LoopbackServer::Script{{std::string(kName), std::string("\x15\x03\x01\x00\x02\x02\x28", 7)}});
  Probe(server.port(), "");
  CHECK(server.received().find(kName) != std::string::npos);
}

TEST_CASE("net.state.tls_expiry: without a server name SNI carries the host of the target") {
  if (!HasLocalhost()) {
    WARN("skipped: this machine does not know localhost");
    return;
  }
  const LoopbackServer server(
      LoopbackServer::Script{{"localhost", std::string("\x15\x03\x01\x00\x02\x02\x28", 7)}});
  Probe(server.port(), "",
        {{"target", "localhost:" + server.port()}, {"server_name", std::string()}});
  CHECK(server.received().find("localhost") != std::string::npos);
}

TEST_CASE("net.state.tls_expiry: a server with only TLCP or SM2 is unknown, not failed") {
  using namespace std::string_literals;
  // TLCP's record version is 1.1; the alert is "protocol version".
  const LoopbackServer tlcp(LoopbackServer::Script{{"\x16\x03"s, "\x15\x01\x01\x00\x02\x02\x46"s}});
  const LoopbackServer refuses(
      LoopbackServer::Script{{"\x16\x03"s, "\x15\x03\x03\x00\x02\x02\x46"s}});
  CHECK(First(Probe(tlcp.port(), "")).outcome == Outcome::kUnknown);
  CHECK(First(Probe(refuses.port(), "")).outcome == Outcome::kUnknown);
  CHECK(First(Probe(refuses.port(), "")).code == "no_common_protocol");
}

TEST_CASE("net.state.tls_expiry: a chain signed with SM2 is unknown, not failed") {
  const TestCertificate root =
      MakeTestCertificate({.common_name = "root", .authority = true, .sm2 = true});
  struct Row {
    int until_days;
    std::string ca_pem;
    bool sends_root;
    Outcome outcome;
    const char* code;
  };
  for (const Row& row :
       {Row{200, "", false, Outcome::kUnknown, "national_crypto"},
        Row{200, "", true, Outcome::kUnknown, "national_crypto"},
        Row{200, root.certificate_pem, false, Outcome::kUnknown, "national_crypto"},
        Row{20, root.certificate_pem, false, Outcome::kWarning, "below"},
        Row{-1, root.certificate_pem, false, Outcome::kCritical, "expired"}}) {
    INFO(row.until_days << " days" << (row.ca_pem.empty() ? "" : ", ca_file")
                        << (row.sends_root ? ", root sent" : ""));
    const TestCertificate server = MakeTestCertificate(
        {.common_name = "web", .dns_names = {kName}, .until_days = row.until_days}, &root);
    const TlsTestServer listening(
        server.key_pem, server.certificate_pem + (row.sends_root ? root.certificate_pem : ""));
    const CheckResult result = Probe(listening.port(), row.ca_pem);
    CHECK(First(result).outcome == row.outcome);
    CHECK(First(result).code == row.code);
  }
}

TEST_CASE(
    "net.state.tls_expiry: a name that differs is critical whatever the chain is signed with") {
  const TestCertificate root =
      MakeTestCertificate({.common_name = "root", .authority = true, .sm2 = true});
  const TestCertificate server =
      MakeTestCertificate({.common_name = "web", .dns_names = {"other.example"}}, &root);
  const TlsTestServer listening(server.key_pem, server.certificate_pem);
  CHECK(First(Probe(listening.port(), "")).code == "name_differs");
}

TEST_CASE("net.state.tls_expiry: STARTTLS is asked for in each protocol's own words") {
  using namespace std::string_literals;
  const std::string alert = "\x15\x03\x03\x00\x02\x02\x46"s;
  struct Row {
    const char* protocol;
    LoopbackServer::Script script;
  };
  const Row rows[] = {
      {"smtp",
       {{"", "220-mail\r\n220 ready\r\n"},
        {"EHLO", "250-mail\r\n250 STARTTLS\r\n"},
        {"STARTTLS\r\n", "220 go\r\n"},
        {"\x16\x03"s, alert}}},
      {"imap",
       {{"", "* OK ready\r\n"},
        {"x1 STARTTLS\r\n", "* CAPABILITY x\r\nx1 OK go\r\n"},
        {"\x16\x03"s, alert}}},
      {"pop3", {{"", "+OK\r\n"}, {"STLS\r\n", "+OK go\r\n"}, {"\x16\x03"s, alert}}},
      {"postgres", {{"\x04\xd2\x16\x2f"s, "S"}, {"\x16\x03"s, alert}}},
  };
  for (const Row& row : rows) {
    INFO(row.protocol);
    const LoopbackServer server(row.script);
    const auto result = Probe(server.port(), "", {{"starttls", std::string(row.protocol)}});
    // The handshake was reached: the alert is what ended it.
    CHECK(First(result).code == "no_common_protocol");
  }
  const LoopbackServer refuses(
      LoopbackServer::Script{{"", "220 ready\r\n"}, {"EHLO", "502 no\r\n"}});
  CHECK(First(Probe(refuses.port(), "", {{"starttls", std::string("smtp")}})).code ==
        "handshake_failed");
}

TEST_CASE("net.state.tls_expiry: whatever is no TLS server is never health") {
  CHECK(First(Probe(FreePort(), "")).code == "not_connected");
  const LoopbackServer ssh(LoopbackServer::Script{{"", "SSH-2.0-x\r\n"}});
  CHECK(First(Probe(ssh.port(), "")).outcome == Outcome::kUnknown);
  const LoopbackServer silent;
  CHECK(First(Probe(silent.port(), "", {{"limit", 0.3}})).code == "handshake_timed_out");
  CHECK(First(Probe(silent.port(), "", {{"starttls", std::string("ftp")}})).code ==
        "invalid_starttls");
}

}  // namespace xunjian
