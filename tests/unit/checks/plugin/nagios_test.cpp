#include <algorithm>
#include <catch2/catch.hpp>

#include "base/digest.h"
#include "checks/api/reasons.h"
#include "checks/plugin/judges.h"
#include "checks/plugin/reads.h"
#include "tests/support/check_world.h"

namespace xunjian {
namespace {

constexpr char kProgram[] = "/usr/lib/nagios/plugins/check_x";

using Values = std::map<std::string, ParameterValue, std::less<>>;

// A host that allows plugin "x", whose next run ends so.
struct Host {
  CheckWorld world;
  ProcessOutcome run;
  JudgeCase more;

  explicit Host(std::string output = "OK | a=1", int exit_code = 0) {
    run.output = std::move(output);
    run.output_bytes = run.output.size();
    run.exit_code = exit_code;
    world.plugins = PluginAllowList(
        std::vector<AllowedPlugin>{{.name = "x", .path = kProgram, .arguments = {"-v"}}});
    world.files.SetFile(kProgram, "program");
    world.files.SetStatus(kProgram, {.kind = FileStatus::Kind::kFile, .mode = 0755, .uid = 0});
    more.parameters = Parameters(Values{{"plugin", "x"}});
  }

  ItemResult Run() {
    world.processes.answer = run;
    return Inspected(kPluginNagios, &ReadPluginNagios, world, more).items.at(0);
  }
};

}  // namespace

TEST_CASE("plugin.nagios: exit codes 0 to 3 are outcomes, anything else is unknown") {
  struct Row {
    int exit_code;
    Outcome outcome;
  };
  for (const Row& row :
       {Row{0, Outcome::kOk}, Row{1, Outcome::kWarning}, Row{2, Outcome::kCritical},
        Row{3, Outcome::kUnknown}, Row{4, Outcome::kUnknown}, Row{126, Outcome::kUnknown},
        Row{127, Outcome::kUnknown}, Row{255, Outcome::kUnknown}}) {
    INFO(row.exit_code);
    CHECK(Host("TEXT", row.exit_code).Run().outcome == row.outcome);
  }
}

TEST_CASE("plugin.nagios: perfdata become metrics of the item, which is the instance") {
  Host host("DISK OK | /=2MB;5;6 requests=7c");
  host.more.parameters = Parameters(Values{{"plugin", "x"}, {"instance", "root disk"}});
  const ItemResult item = host.Run();
  CHECK(item.observed.item == "root disk");
  CHECK(*item.observed.Find("/") == 2 * 1024 * 1024);
  CHECK(*item.observed.Find("requests_total") == 7);
  CHECK(*item.observed.FindAttribute("output") == "DISK OK");
}

TEST_CASE("plugin.nagios: no output, garbage, foreign encodings and floods are unknown, never OK") {
  using namespace std::string_literals;
  struct Row {
    std::string output;
    const char* code;
  };
  for (const Row& row :
       {Row{"", "no_output"}, Row{" \n\t\n", "no_output"}, Row{"\x7f"s + "ELF\0\1"s, "garbage"},
        Row{"\xb4\xc5\xc5\xcc\xd5\xfd\xb3\xa3", "invalid_utf8"},
        Row{std::string(64 << 10, 'a'), "too_much_output"}}) {
    INFO(row.code);
    const ItemResult item = Host(row.output).Run();
    CHECK(item.outcome == Outcome::kUnknown);
    CHECK(item.code == row.code);
  }
}

TEST_CASE(
    "plugin.nagios: an output is taken up to 64 KiB, a longer one is unknown by its end too") {
  CHECK(Host("OK\n" + std::string(60 << 10, 'a')).Run().outcome == Outcome::kOk);
  CHECK(Host("OK\n" + std::string((64 << 10) - 4, 'a')).Run().outcome == Outcome::kOk);
  // What the exit code means is not known then, but the sentence says it.
  const ItemResult flood = Host("CRITICAL\n" + std::string(70 << 10, 'a'), 2).Run();
  CHECK(flood.outcome == Outcome::kUnknown);
  CHECK(RenderReason(&kPluginNagios, flood.code, flood.arguments, Language::kEnglish) ==
        "the plugin printed 71689 bytes, more than any plugin should (exit code 2)");
}

TEST_CASE("plugin.nagios: killed by a signal or by its time limit is unknown") {
  Host host;
  host.run.end = ProcessOutcome::End::kSignalled;
  host.run.signal = 11;
  CHECK(host.Run().outcome == Outcome::kUnknown);
  CHECK(host.Run().code == "signalled");
  host.run.end = ProcessOutcome::End::kTimedOut;
  CHECK(host.Run().code == "timeout");
  CHECK(host.Run().outcome == Outcome::kUnknown);
}

TEST_CASE("plugin.nagios: a plugin that is not on the list is denied and never run") {
  Host host;
  host.more.parameters = Parameters(Values{{"plugin", "rm"}});
  CHECK(host.Run().outcome == Outcome::kDenied);
  CHECK_FALSE(host.world.processes.asked);
}

TEST_CASE("plugin.nagios: a program that others can change, or that has changed, is never run") {
  struct Row {
    uid_t user;
    mode_t mode;
    std::string sha256;
    const char* code;
  };
  for (const Row& row :
       {Row{0, 0755, Sha256Hex("program"), "plugin_ok"},
        Row{0, 0755, Sha256Hex("other"), "program_changed"}, Row{0, 0775, "", "unsafe_program"},
        Row{54321, 0755, "", "unsafe_program"}}) {
    Host host;
    host.world.plugins = PluginAllowList(
        std::vector<AllowedPlugin>{{.name = "x", .path = kProgram, .sha256 = row.sha256}});
    host.world.files.SetStatus(
        kProgram, {.kind = FileStatus::Kind::kFile, .mode = row.mode, .uid = row.user});
    INFO(row.code);
    CHECK(host.Run().code == row.code);
    CHECK(host.world.processes.asked.has_value() == (host.Run().outcome == Outcome::kOk));
  }
}

TEST_CASE("plugin.nagios: a plugin that is not there or cannot be started is unknown") {
  Host host;
  host.world.files.SetMissing(kProgram);
  CHECK(host.Run().code == "not_started");
}

TEST_CASE("plugin.nagios: parameters that do not fit are unknown and nothing is run") {
  Host host;
  host.more.parameters = Parameters(Values{{"plugin", "x"}, {"colour", "red"}});
  CHECK(host.Run().code == "bad_parameters");
  CHECK_FALSE(host.world.processes.asked);
}

TEST_CASE("plugin.nagios: no secret of an output is kept") {
  const ItemResult item =
      Host("OK password=hunter2 | a=1\nlong api_key: hunter2\n-----BEGIN X-----\nhunter2").Run();
  for (const Attribute& attribute : item.observed.attributes) {
    INFO(attribute.name);
    CHECK(attribute.value.find("hunter2") == std::string::npos);
  }
  for (const Argument& argument : item.arguments) {
    CHECK(argument.value.find("hunter2") == std::string::npos);
  }
}

TEST_CASE("plugin.nagios: at most 8 KiB of an output are kept") {
  const std::string line = std::string(20'000, 'a');
  const ItemResult item = Host(line + "|" + line + "\n" + line).Run();
  std::size_t kept = 0;
  for (const Attribute& attribute : item.observed.attributes) kept += attribute.value.size();
  CHECK(kept <= 8 << 10);
}

TEST_CASE("plugin.nagios: what was cut of an output is said") {
  const std::string line = std::string(20'000, 'a');
  const ItemResult cut = Host(line + "|a=1\n" + line).Run();
  CHECK(*cut.observed.FindAttribute("output_cut") == "output, long_output");
  CHECK(Host("OK | a=1").Run().observed.FindAttribute("output_cut") == nullptr);
  CHECK(*Host("OK | a=1 a=2 junk").Run().observed.FindAttribute("perfdata_rejected") == "2");
}

TEST_CASE("plugin.nagios: perfdata are cut between items, never within a value") {
  std::string perfdata;
  while (perfdata.size() < 2040) perfdata += "x" + std::to_string(perfdata.size()) + "=1 ";
  for (const std::string last : {"load=123456789;5", "'disk y=5 of'=123456789;5"}) {
    INFO(last);
    const ItemResult item = Host("BAD | " + perfdata + last, 1).Run();
    CHECK(*item.observed.FindAttribute("output_cut") == "perfdata");
    CHECK(item.observed.FindAttribute("perfdata")->find_first_of("ly'") == std::string::npos);
    CHECK(item.readings.empty());
  }
}

TEST_CASE("plugin.nagios: the policy's own limits on a value count beside the plugin's word") {
  Host host("OK | users=50;100;200");
  host.more.thresholds = {{"users", {.warning = 40.0}}};
  CHECK(host.Run().outcome == Outcome::kWarning);
  host.more.thresholds = {{"users", {.warning = 60.0}}};
  CHECK(host.Run().outcome == Outcome::kOk);
}

TEST_CASE("plugin.nagios: values outside the plugin's ranges are shown with its complaint") {
  const ItemResult item = Host("USERS WARNING | users=150;100;200 other=1;5", 1).Run();
  REQUIRE(item.readings.size() == 1);
  CHECK(item.readings[0].name == "users");
}

TEST_CASE(
    "plugin.nagios: a plugin's OK stands though a value is outside its ranges, which is shown") {
  Host host("OK | users=250;100;200");
  CHECK(host.Run().outcome == Outcome::kOk);
  CHECK(host.Run().readings == std::vector<Metric>{{"users", 250, "count"}});
  host.more.thresholds = {{"users", {.warning = 300.0}}};
  CHECK(host.Run().outcome == Outcome::kOk);
  host.more.thresholds = {{"users", {.critical = 250.0}}};
  CHECK(host.Run().outcome == Outcome::kCritical);
}

TEST_CASE("plugin.nagios: the raw perfdata stay as evidence, whatever was understood of them") {
  const ItemResult item = Host("OK | a=1,5s b=5Mb x=zz").Run();
  CHECK(*item.observed.FindAttribute("perfdata") == "a=1,5s b=5Mb x=zz");
  CHECK(*item.observed.Find("a") == 1.5);
  CHECK(item.observed.Find("x") == nullptr);
}

TEST_CASE("plugin.nagios: the run has a limit within the check's own") {
  Host host;
  host.world.timeout = std::chrono::seconds(5);
  host.Run();
  REQUIRE(host.world.processes.asked);
  CHECK(host.world.processes.asked->time_limit <= std::chrono::seconds(4));
  CHECK(host.world.processes.asked->argv == std::vector<std::string>{kProgram, "-v"});
  // Decimal points and English words, whatever the host speaks.
  const auto& environment = host.world.processes.asked->environment;
  CHECK(std::count(environment.begin(), environment.end(), "LC_ALL=C.UTF-8") == 1);
}

TEST_CASE("plugin.nagios: the run has the time that the allow list gives the plugin") {
  Host host;
  host.world.plugins = PluginAllowList(std::vector<AllowedPlugin>{
      {.name = "x", .path = kProgram, .timeout = std::chrono::seconds(2)}});
  host.Run();
  REQUIRE(host.world.processes.asked);
  CHECK(host.world.processes.asked->time_limit == std::chrono::seconds(2));
}

}  // namespace xunjian
