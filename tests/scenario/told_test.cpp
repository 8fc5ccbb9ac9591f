// What people are told, from the host to the wire of a channel.
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/scenario/two_daemons.h"
#include "tests/support/http_sink.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPatience = 10min;

constexpr std::string_view kPolicy = R"(
schema = "xunjian.policy/1"
[[assign]]
name = "port"
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:80" }
interval = "60s"
attempts = 1
[grouping]
repeat = "1h"
[[notify]]
name = "all"
channels = ["hook"]
)";

CheckResult PortThatIs(bool open) {
  ItemResult item;
  item.outcome = open ? Outcome::kOk : Outcome::kCritical;
  item.code = open ? "ok" : "refused";
  CheckResult result;
  result.complete = true;
  result.items.push_back(item);
  return result;
}

TEST_CASE("a webhook is told what happens, and what fell due while the collector was away") {
  bool open = false;
  HttpSink sink;
  TwoDaemons daemons([&open](const Assignment&) { return PortThatIs(open); });
  daemons.UseChannels(
      "[[channel]]\nname = \"hook\"\nkind = \"webhook\"\nlanguage = \"en\"\nurl = \"" + sink.url() +
      "/\"\nsecret_file = \"s\"\n");
  const auto await = [&](std::size_t number, const std::string& news) {
    daemons.PassUntil([&] { return sink.requests().size() >= number; }, kPatience);
    const auto told = boost::json::parse(sink.Await(number).body);
    CHECK(told.at("news") == news.c_str());
    return told;
  };
  daemons.StartCollector();
  daemons.ApplyPolicy(std::string(kPolicy));
  daemons.StartAgent();
  const auto opened = await(1, "opened");
  CHECK(sink.Await(1).headers.contains("x-xunjian-signature"));

  daemons.StopCollector();
  daemons.Pass(2h, 1min);
  daemons.StartCollector();
  await(2, "restated");

  open = true;
  const auto solved = await(3, "solved");
  CHECK(solved.at("thread") == opened.at("thread"));
  CHECK_THAT(std::string(solved.at("text").as_string()), Catch::Contains("passed again at"));

  const auto told = [&] { return daemons.api().ShowIncident({}, 1).value().notifications; };
  daemons.PassUntil([&] { return told().back().state == DeliveryState::kDelivered; }, kPatience);
  for (const NotificationRow& row : told()) {
    CHECK(row.channel == "hook");
    CHECK(row.state == DeliveryState::kDelivered);
  }
  const auto channels = daemons.api().Status({}).value().channels;
  REQUIRE(channels.size() == 2);
  CHECK(channels[1].channel == "hook");
  CHECK(channels[1].delivered == 2);  // since it was started again
}

TEST_CASE("a policy that names a channel the collector lacks is refused, with the nearest one") {
  TwoDaemons daemons([](const Assignment&) { return PortThatIs(true); });
  daemons.UseChannels(
      "[[channel]]\nname = \"hook\"\nkind = \"webhook\"\nurl = \"http://127.0.0.1:1/\"\n");
  daemons.StartCollector();
  std::string policy(kPolicy);
  policy.replace(policy.find("\"hook\""), 6, "\"hock\"");
  const auto verdict = daemons.api().Policy({}, policy, "policy.toml", true);
  REQUIRE_FALSE(verdict.has_value());
  CHECK_THAT(verdict.error().In(Language::kEnglish),
             Catch::Contains("no channel 'hock'") && Catch::Contains("did you mean 'hook'"));
}

}  // namespace
}  // namespace xunjian
