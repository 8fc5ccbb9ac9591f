#include <unistd.h>

#include <catch2/catch.hpp>

#include "base/file_system.h"
#include "checks/catalogue/catalogue.h"
#include "checks/engine/plugin_allow_list.h"
#include "collector/decide/policy.h"
#include "collector/escalation/calendar_file.h"
#include "tests/support/fixture_file_system.h"

namespace xunjian {
namespace {

std::string Example(const std::string& name) {
  const RootedFileSystem examples(XUNJIAN_SOURCE_DIR "/packaging/examples");
  return examples.Read("/" + name, FileSystem::kDefaultLimit).value();
}

}  // namespace

TEST_CASE("the example policy is one that can be applied") {
  const std::string text = Example("policy.toml");
  const Result<Policy> policy = ParsePolicy(text, "policy.toml", &MatchChecks);
  INFO((policy ? "" : policy.error().In(Language::kEnglish)));
  REQUIRE(policy.has_value());
  CHECK(policy->rules.size() == 4);
}

TEST_CASE("the example calendar is one that can be read, and covers 2026") {
  const Result<CalendarFile> calendar = ParseCalendar(Example("calendar.toml"), "calendar.toml");
  INFO((calendar ? "" : calendar.error().In(Language::kEnglish)));
  REQUIRE(calendar.has_value());
  CHECK(calendar->working.CoversYear(std::chrono::year(2026)));
  CHECK(calendar->filing.size() == 1);
}

TEST_CASE("the example allow list allows its plugins") {
  FixtureFileSystem files;
  files.SetFile("/plugins.d/monitoring-plugins.toml", Example("monitoring-plugins.toml"));
  const auto allowed = PluginAllowList::Load(files, "/plugins.d", geteuid());
  INFO((allowed ? "" : allowed.error().In(Language::kEnglish)));
  REQUIRE(allowed.has_value());
  REQUIRE(allowed->Find("check_http") != nullptr);
  CHECK(PluginArguments(*allowed->Find("check_http"), {{"host", {"intranet.example"}}}).value() ==
        std::vector<std::string>{"/usr/lib/nagios/plugins/check_http", "-H", "intranet.example",
                                 "-p", "80", "-u", "/"});
  CHECK(PluginArguments(*allowed->Find("check_http"), {{"host", {"-x"}}}).has_error());
  CHECK(allowed->Find("check_procs") != nullptr);
}

}  // namespace xunjian
