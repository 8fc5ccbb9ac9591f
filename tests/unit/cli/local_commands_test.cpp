#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "checks/engine/baseline_folder.h"
#include "command_bench.h"

using namespace xunjian;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

CheckResult Space(Outcome outcome) {
  CheckResult result{.check = "host.perf.fs_space"};
  result.items = {{.observed = {.item = "/"}, .outcome = outcome, .code = "x"}};
  return result;
}

CheckResult Packages(Outcome outcome) {
  CheckResult result{.check = "os.version.packages"};
  result.items = {{.outcome = outcome, .code = "x"}};
  return result;
}

}  // namespace

TEST_CASE("inspect runs every check of the profile that the glob leaves") {
  struct Case {
    std::vector<std::string> options;
    std::vector<std::string> checks;
  };
  CommandBench bench;
  for (const Case& each : std::vector<Case>{
           {{}, {"host.perf.fs_space", "os.version.packages"}},
           {{"--profile", "quick"}, {"host.perf.fs_space"}},
           {{"--only", "os.*"}, {"os.version.packages"}},
           {{"--only", "host.perf.fs_spac?"}, {"host.perf.fs_space"}},
       }) {
    std::vector<std::string> arguments = {"inspect"};
    arguments.insert(arguments.end(), each.options.begin(), each.options.end());
    CHECK(bench.Run(arguments) == 0);
    std::vector<std::string> asked;
    for (const Assignment& assignment : bench.inspected) asked.push_back(assignment.check);
    CHECK(asked == each.checks);
  }
}

TEST_CASE("an --only that matches nothing is a mistake") {
  CommandBench bench;
  CHECK(bench.Run({"inspect", "--only", "nothing.*"}) == 2);
  CHECK_THAT(bench.err(), Contains("matches no check"));
  CHECK(bench.Run({"inspect", "--profile", "quick", "--only", "os.*"}) == 2);
}

TEST_CASE("inspect prints the report of this host") {
  CommandBench bench;
  bench.inspection = {Space(Outcome::kOk), Packages(Outcome::kOk)};
  CHECK(bench.Run({"inspect", "-o", "json"}) == 0);
  const auto document = boost::json::parse(bench.out());
  CHECK(document.at("schema") == "xunjian.inspection/1");
  CHECK(document.at("host") == "testhost");
  CHECK(document.at("started_at") == "2026-11-23T12:00:00.000Z");
  CHECK(document.at("counts").at("ok") == 2);
  CHECK(bench.err().empty());
  CHECK(bench.Run({"inspect", "--lang", "zh"}) == 0);
  CHECK_THAT(bench.out(), Contains("巡检结论"));
}

TEST_CASE("--exit-status tells a script the worst there is") {
  struct Case {
    Outcome space;
    Outcome packages;
    int code;
  };
  CommandBench bench;
  for (const Case& each :
       {Case{Outcome::kOk, Outcome::kInfo, 0}, Case{Outcome::kOk, Outcome::kWarning, 10},
        Case{Outcome::kCritical, Outcome::kUnknown, 11}, Case{Outcome::kOk, Outcome::kDenied, 12},
        Case{Outcome::kWarning, Outcome::kDenied, 12},
        Case{Outcome::kOk, Outcome::kNotApplicable, 0}}) {
    bench.inspection = {Space(each.space), Packages(each.packages)};
    CHECK(bench.Run({"inspect", "--exit-status", "-o", "csv"}) == each.code);
    CHECK(bench.Run({"inspect", "-o", "csv"}) == 0);
  }
}

TEST_CASE("progress is drawn on a terminal's stderr only, and wiped") {
  CommandBench bench;
  bench.progress = true;
  CHECK(bench.Run({"inspect", "-o", "csv"}) == 0);
  CHECK_THAT(bench.err(), StartsWith("running 2 checks") && Contains("\r\x1b[K"));
  CHECK_THAT(bench.out(), StartsWith("host,"));
}

TEST_CASE("approved values reach their check, later files over earlier ones") {
  CommandBench bench;
  const std::string folder = bench.folder.path();
  std::ofstream(folder + "/10-site.toml")
      << "schema = \"xunjian.baseline/1\"\n[baseline.\"os.version.packages\"]\nbash = \"5.1\"\n"
         "curl = \"7\"\n";
  std::ofstream(folder + "/20-host.toml")
      << "schema = \"xunjian.baseline/1\"\n[baseline.\"os.version.packages\"]\nbash = \"5.2\"\n";
  std::ofstream(folder + "/notes.txt") << "not TOML [[[";
  CHECK(bench.Run({"inspect", "--baseline", folder, "--plugins", "/p"}) == 0);
  CHECK(bench.plugins_folder == "/p");
  REQUIRE(bench.inspected.size() == 2);
  CHECK_FALSE(bench.inspected[0].baseline);
  REQUIRE(bench.inspected[1].baseline);
  const auto& entries = bench.inspected[1].baseline->entries;
  CHECK(entries.at("bash").value == "5.2");
  CHECK(entries.at("bash").source == "baseline.d/20-host.toml");
  CHECK(entries.at("curl").value == "7");
}

TEST_CASE("a baseline for a check that is not there is named with its place") {
  CommandBench bench;
  std::ofstream(bench.folder / "a.toml")
      << "schema = \"xunjian.baseline/1\"\n[baseline.\"os.version.package\"]\nbash = \"5\"\n";
  CHECK(bench.Run({"inspect", "--baseline", bench.folder.path()}) == 2);
  CHECK_THAT(bench.err(), Contains("a.toml:2") && Contains("no such check"));
}

TEST_CASE("checks are listed and explained without a collector") {
  CommandBench bench;
  CHECK(bench.Run({"check", "list"}) == 0);
  CHECK_THAT(bench.out(), Contains("host.perf.fs_space") && Contains("Disk space"));
  CHECK(bench.Run({"check", "list", "-o", "json"}) == 0);
  const auto document = boost::json::parse(bench.out());
  CHECK(document.at("schema") == "xunjian.checks/1");
  CHECK(document.at("checks").at(0).at("thresholds").at(0).at("critical") == 95);
  CHECK(bench.Run({"check", "show", "host.perf.fs_space", "--lang", "zh"}) == 0);
  CHECK_THAT(bench.out(), Contains("磁盘空间") && Contains("警告 ≥ 85 %") && Contains("某来源"));
  CHECK(bench.Run({"check", "list", "-o", "md"}) == 0);
  CHECK_THAT(bench.out(), StartsWith("# Checks\n") && Contains("## os.version.packages"));
  CHECK(bench.dialled.socket.empty());
}

TEST_CASE("a check that does not exist is not found, with what it looks like") {
  CommandBench bench;
  CHECK(bench.Run({"check", "show", "host.perf.fs_spce"}) == 3);
  CHECK_THAT(bench.err(), Contains("did you mean 'host.perf.fs_space'?"));
}
