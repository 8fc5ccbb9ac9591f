#include "collector/decide/policy.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "checks/catalogue/catalogue.h"
#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

std::string ProblemsOf(const std::string& body) {
  const auto policy =
      ParsePolicy("schema = \"xunjian.policy/1\"\n" + body, "p.toml", &MatchFakeChecks);
  return policy ? "" : policy.error().In(Language::kEnglish);
}

TEST_CASE("the default policy fits the built-in checks and needs no target") {
  const auto policy = ParsePolicy(DefaultPolicyText(), "default", &MatchChecks);
  REQUIRE(policy.has_value());
  const std::map<std::string, std::string> labels;
  const AssignmentSet set = CompileAssignments(*policy, {"web1", "hq", labels});
  CHECK(set.assignments.size() >= 10);
  for (const Assignment& assignment : set.assignments) {
    CAPTURE(assignment.id);
    for (const ParameterSpec& spec : FindCheck(assignment.check)->parameters) {
      CHECK_FALSE(spec.required);
    }
  }
}

TEST_CASE("a policy says everything that is wrong with it at once") {
  const std::string problems = ProblemsOf(R"(
[[assign]]
name = "one"
checks = "host.pref.load"
intervall = "30s"
[[assign]]
name = "one"
checks = "net.state.probe"
parameters = { adress = "x" }
[grouping]
by = ["service"]
)");
  for (const char* part :
       {"host.perf.load", "intervall", "another rule", "address", "'host' must"}) {
    CHECK_THAT(problems, Catch::Contains(part));
  }
}

TEST_CASE("limits in the wrong order are refused") {
  CHECK(ProblemsOf("[[assign]]\nname='a'\nchecks='host.*'\n"
                   "[assign.thresholds.load]\nwarning=1\ncritical=2\n") == "");
  CHECK_THAT(ProblemsOf("[[assign]]\nname='a'\nchecks='host.*'\n"
                        "[assign.thresholds.load]\nwarning=3\ncritical=2\n"),
             Catch::Contains("critical"));
}

TEST_CASE("rules choose hosts by label, and the last one for a check without target wins") {
  const auto policy = ParsePolicy(R"(schema = "xunjian.policy/1"
[[assign]]
name = "all"
checks = ["host.*", "net.state.probe"]
[[assign]]
name = "db"
hosts = { role = "db" }
checks = "*"
interval = "10s"
)",
                                  "p.toml", &MatchFakeChecks);
  REQUIRE(policy.has_value());
  const auto ids = [&](std::map<std::string, std::string> labels) {
    std::vector<std::string> found;
    for (const auto& assignment : CompileAssignments(*policy, {"h", "hq", labels}).assignments) {
      found.push_back(assignment.id);
    }
    return found;
  };
  CHECK(ids({}) == std::vector<std::string>{"all/host.perf.load", "all/net.state.probe"});
  CHECK(ids({{"role", "db"}}) ==
        std::vector<std::string>{"all/net.state.probe", "db/host.perf.load", "db/net.state.probe"});
}

TEST_CASE("a check that may look at several targets is assigned once per rule") {
  for (const char* check : {"net.state.tcp_probe", "net.state.tls_expiry"}) {
    INFO(check);
    std::string text = "schema='xunjian.policy/1'\n";
    for (const char* name : {"one", "two"}) {
      text += fmt::format(
          "[[assign]]\nname='{0}'\nchecks=['{1}']\nparameters={{ target = '{0}:443' }}\n", name,
          check);
    }
    const auto policy = ParsePolicy(text, "p.toml", &MatchChecks);
    REQUIRE(policy.has_value());
    const AssignmentSet set = CompileAssignments(*policy, {"h", "hq", {}});
    REQUIRE(set.assignments.size() == 2);
    CHECK(set.assignments[0].id == fmt::format("one/{}", check));
  }
}

TEST_CASE("the version of an assignment set changes with its content only") {
  const std::map<std::string, std::string> labels;
  const auto version = [&](const std::string& interval) {
    const auto policy = ParsePolicy(
        "schema='xunjian.policy/1'\n[[assign]]\nname='a'\n"
        "checks='host.*'\ninterval='" +
            interval + "'\n",
        "p.toml", &MatchFakeChecks);
    return CompileAssignments(*policy, {"h", "hq", labels}).version;
  };
  CHECK(version("30s") == version("30s"));
  CHECK(version("30s") != version("31s"));
}

}  // namespace
}  // namespace xunjian
