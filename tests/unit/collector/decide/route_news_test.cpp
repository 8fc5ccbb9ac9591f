#include "collector/decide/route_news.h"

#include <catch2/catch.hpp>

#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

constexpr std::string_view kRules = R"(
schema = "xunjian.policy/1"
[[notify]]
name = "everything-of-hunan"
channels = "hunan-mail"
hosts = { site = "hunan" }
[[notify]]
name = "shop-duty"
channels = ["robot", "hunan-mail"]
services = ["shop", "till"]
news = ["opened", "solved"]
[[notify]]
name = "databases-of-the-core"
channels = "core"
hosts = { tier = "core" }
families = "net"
)";

struct Case {
  std::string_view kind;
  std::string_view site;
  std::string tier;
  std::string service;
  std::string family;
  std::vector<std::string> channels;
};

TEST_CASE("the channels of every rule that takes the news tell it, each once") {
  const auto policy = ParsePolicy(kRules, "p.toml", &MatchFakeChecks);
  REQUIRE(policy.has_value());
  const auto given =
      GENERATE(Case{"opened", "hunan", "edge", "os", "os", {"hunan-mail"}},
               Case{"restated", "hunan", "edge", "shop", "net", {"hunan-mail"}},
               Case{"opened", "hunan", "edge", "shop", "net", {"hunan-mail", "robot"}},
               Case{"opened", "hubei", "edge", "till", "net", {"robot", "hunan-mail"}},
               Case{"opened", "hubei", "core", "shop", "net", {"robot", "hunan-mail", "core"}},
               Case{"acknowledged", "hubei", "core", "shop", "net", {"core"}},
               Case{"opened", "hubei", "core", "os", "host", {"log"}},
               Case{"updated", "hubei", "edge", "shop", "net", {"log"}});
  CAPTURE(given.kind, given.site, given.tier, given.service);
  const std::map<std::string, std::string> labels{{"tier", given.tier}};
  CHECK(ChannelsFor(*policy,
                    {given.kind, {"web1", given.site, labels}, {given.service}, {given.family}}) ==
        given.channels);
}

TEST_CASE("a policy without rules tells everything to the log") {
  const Policy policy;
  const std::map<std::string, std::string> none;
  CHECK(ChannelsFor(policy, {"opened", {"web1", "hq", none}, {"shop"}, {"net"}}) ==
        std::vector<std::string>{"log"});
}

std::string ProblemsOf(const std::string& body, const std::vector<std::string>* channels) {
  const auto policy =
      ParsePolicy("schema = \"xunjian.policy/1\"\n" + body, "p.toml", &MatchFakeChecks, channels);
  return policy ? "" : policy.error().In(Language::kEnglish);
}

TEST_CASE("a rule of notification says everything that is wrong with it at once") {
  const std::vector<std::string> channels{"log", "duty-mail"};
  const std::string problems = ProblemsOf(R"(
[grouping]
wait = "2h"
repeat = "10s"
[[notify]]
name = "one"
channels = ["duty-mial", "log"]
news = ["opend"]
families = ["nett"]
hosts = { "bad label" = "x" }
[[notify]]
name = "one"
)",
                                          &channels);
  for (const char* part : {"no channel 'duty-mial'", "did you mean 'duty-mail'", "'opend'",
                           "did you mean 'opened'", "'nett'", "no name of a label",
                           "another rule called 'one'", "which channels", "wait", "at least 1m"}) {
    CHECK_THAT(problems, Catch::Contains(part));
  }
}

TEST_CASE("a policy in force outlives the channels it names") {
  const std::string rule = "[[notify]]\nname='a'\nchannels='gone'\n";
  const std::vector<std::string> channels{"log"};
  CHECK(ProblemsOf(rule, nullptr) == "");
  CHECK_THAT(ProblemsOf(rule, &channels), Catch::Contains("no channel 'gone'"));
}

}  // namespace
}  // namespace xunjian
