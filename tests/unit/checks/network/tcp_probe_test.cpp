#include <catch2/catch.hpp>

#include "checks/engine/probe_text.h"
#include "checks/engine/tcp_connect.h"
#include "checks/network/judges.h"
#include "checks/network/reads.h"
#include "tests/support/check_world.h"
#include "tests/support/loopback_server.h"

namespace xunjian {
namespace {

CheckResult Probe(std::map<std::string, ParameterValue, std::less<>> parameters,
                  JudgeCase more = {}) {
  CheckWorld world;
  more.parameters = Parameters(std::move(parameters));
  return Inspected(kNetStateTcpProbe, &ReadNetStateTcpProbe, world, more);
}

const ItemResult& First(const CheckResult& result) { return result.items.at(0); }

}  // namespace

TEST_CASE("net.state.tcp_probe: a listening port is OK and says how long it took") {
  const LoopbackServer server;
  const CheckResult result = Probe({{"target", server.target()}});
  CHECK(ItemOf(result, server.target()).outcome == Outcome::kOk);
  CHECK(First(result).observed.Find("connect_seconds") != nullptr);
}

TEST_CASE("net.state.tcp_probe: a port nobody listens on is critical") {
  const CheckResult result = Probe({{"target", "127.0.0.1:" + FreePort()}});
  CHECK(First(result).outcome == Outcome::kCritical);
  CHECK(First(result).code == "refused");
}

TEST_CASE("net.state.tcp_probe: SYN proxies accept for dead servers, the greeting tells") {
  const LoopbackServer silent;
  const LoopbackServer mail(LoopbackServer::Script{{"", "220 mail ready\r\n"}});
  CHECK(First(Probe({{"target", silent.target()}})).outcome == Outcome::kOk);
  const CheckResult dead =
      Probe({{"target", silent.target()}, {"greeting", "220"}, {"limit", 0.3}});
  CHECK(First(dead).outcome == Outcome::kCritical);
  CHECK(First(dead).code == "greeting_missing");
  CHECK(First(Probe({{"target", mail.target()}, {"greeting", "220"}})).outcome == Outcome::kOk);
}

TEST_CASE("net.state.tcp_probe: a server that waits to be spoken to is asked first") {
  const LoopbackServer silent;
  const LoopbackServer redis(LoopbackServer::Script{{"PING\r\n", "+PONG\r\n"}});
  const auto ask = [](const LoopbackServer& server) {
    return First(Probe({{"target", server.target()},
                        {"say", "PING\\r\\n"},
                        {"greeting", "+PONG"},
                        {"limit", 0.5}}));
  };
  CHECK(ask(redis).outcome == Outcome::kOk);
  CHECK(ask(silent).code == "greeting_missing");
  CHECK(silent.received() == "PING\r\n");
}

TEST_CASE("net.state.tcp_probe: what is to be said is text with escapes, at most 256 bytes") {
  const LoopbackServer server;
  struct Row {
    std::string say;
    const char* code;
  };
  for (const Row& row : {Row{"a\\tb\\\\\\x00\\x7f\\n", "ok"}, Row{std::string(256, 'a'), "ok"},
                         Row{std::string(257, 'a'), "invalid_say"}, Row{"\n", "invalid_say"},
                         Row{"\\q", "invalid_say"}, Row{"\\x1", "invalid_say"},
                         Row{"a\\", "invalid_say"}, Row{"查", "invalid_say"}}) {
    INFO(row.say);
    const ItemResult item = First(Probe({{"target", server.target()}, {"say", row.say}}));
    CHECK(item.code == row.code);
    CHECK((item.outcome == Outcome::kOk) == (item.code == "ok"));
  }
  using namespace std::string_literals;
  CHECK(ParseProbeText("a\\tb\\\\\\x00\\x7F\\r\\n").value() == "a\tb\\\0\x7f\r\n"s);
}

TEST_CASE("net.state.tcp_probe: each target is an item of its own") {
  const LoopbackServer server;
  const std::string dead = "127.0.0.1:" + FreePort();
  const CheckResult result =
      Probe({{"targets", std::vector<std::string>{server.target(), dead, dead}}});
  REQUIRE(result.items.size() == 2);
  CHECK(ItemOf(result, server.target()).outcome == Outcome::kOk);
  CHECK(ItemOf(result, dead).outcome == Outcome::kCritical);
}

TEST_CASE("net.state.tcp_probe: a name is looked up, and all its addresses are tried") {
  // localhost may mean ::1 first, where this server does not listen.
  const LoopbackServer server;
  if (HasLocalhost()) {
    CHECK(First(Probe({{"target", "localhost:" + server.port()}})).outcome == Outcome::kOk);
  } else {
    WARN("skipped: this machine does not know localhost");
  }
  const CheckResult unknown = Probe({{"target", "no-such-host.invalid:1"}, {"limit", 1.0}});
  CHECK(First(unknown).code.starts_with("name_"));
  CHECK(First(unknown).outcome != Outcome::kOk);
}

TEST_CASE("net.state.tcp_probe: what was not tried is never health") {
  CHECK(OverallOutcome(Probe({})) == Outcome::kNotApplicable);
  CHECK(First(Probe({{"target", "no-port"}})).code == "invalid_target");
  std::vector<std::string> different;
  for (int i = 1; i <= 17; ++i) different.push_back("127.0.0.1:" + std::to_string(i));
  CHECK(First(Probe({{"targets", different}})).code == "too_many_targets");
}

TEST_CASE("net.state.tcp_probe: how an attempt ended decides the outcome") {
  struct Row {
    const char* end;
    Outcome outcome;
  };
  for (const Row& row :
       {Row{"timed_out", Outcome::kCritical}, Row{"unreachable", Outcome::kCritical},
        Row{"name_unknown", Outcome::kCritical}, Row{"name_not_resolved", Outcome::kUnknown},
        Row{"failed", Outcome::kUnknown}, Row{"", Outcome::kUnknown}}) {
    const Observation observation{{{"db:1", {}, {{"end", row.end}}}}, true};
    INFO(row.end);
    CHECK(First(Judged(kNetStateTcpProbe, observation)).outcome == row.outcome);
  }
}

TEST_CASE("net.state.tcp_probe: a slow connection warns from one second") {
  for (const auto& [seconds, outcome] :
       {std::pair{0.99, Outcome::kOk}, std::pair{1.0, Outcome::kWarning}}) {
    const Observation observation{
        {{"db:1", {{"connect_seconds", seconds, "seconds"}}, {{"end", "connected"}}}}, true};
    CHECK(First(Judged(kNetStateTcpProbe, observation)).outcome == outcome);
  }
}

TEST_CASE("a target is host and port") {
  struct Row {
    const char* text;
    const char* host;
    const char* port;
  };
  for (const Row& row :
       {Row{"db1:5432", "db1", "5432"}, Row{"10.0.0.1:80", "10.0.0.1", "80"},
        Row{"[::1]:443", "::1", "443"}, Row{"[fe80::1%eth0]", "fe80::1%eth0", "443"},
        Row{"::1", "::1", "443"}, Row{"www.example.org", "www.example.org", "443"}}) {
    INFO(row.text);
    const auto target = ParseTcpTarget(row.text, "443");
    REQUIRE(target.has_value());
    CHECK(*target == TcpTarget{row.host, row.port});
  }
  for (const char* text : {"", ":80", "db1:", "db1:0", "db1:65536", "db1:http", "[::1", "[::1]x",
                           "db 1:80", "http://db1:80", "db1:80;rm"}) {
    INFO(text);
    CHECK_FALSE(ParseTcpTarget(text, "443").has_value());
  }
  CHECK_FALSE(ParseTcpTarget("db1").has_value());
}

}  // namespace xunjian
