#include <catch2/catch.hpp>
#include <cmath>
#include <regex>
#include <set>

#include "base/process_runner.h"
#include "checks/api/reasons.h"
#include "checks/catalogue/all_reads.h"
#include "checks/catalogue/catalogue.h"
#include "tests/support/check_world.h"
#include "tests/support/loopback_server.h"

namespace xunjian {
namespace {

constexpr const char* kSources[] = {"/sys/class/net/eth0/flags",
                                    "/sys/class/net/eth0/carrier",
                                    "/sys/class/net/eth0/uevent",
                                    "/sys/class/net/eth0/carrier_changes",
                                    "/proc/sys/kernel/osrelease",
                                    "/proc/sys/net/ipv4/ip_forward",
                                    "/proc/version",
                                    "/proc/sys/kernel/tainted",
                                    "/var/lib/dpkg/status",
                                    "/boot/vmlinuz-6.1.0-38-amd64",
                                    "/usr/lib/nagios/plugins/check"};

// What each kind of check is asked to look at.
JudgeCase Asking() {
  JudgeCase asking;
  asking.parameters = Parameters({{"target", "127.0.0.1:" + FreePort()}, {"plugin", "x"}});
  asking.baseline =
      Baseline{{{"net.ipv4.ip_forward", {"0", "class web"}}, {"eth0", {"up", "class web"}}}};
  return asking;
}

// Three English words in a row, or a placeholder that found no argument.
bool IsHalfEnglish(const std::string& chinese) {
  static const std::regex kEnglish("[a-z]{2,} [a-z]{2,} [a-z]{2,}|\\?");
  return std::regex_search(chinese, kEnglish);
}

void NeverOk(CheckWorld& world) {
  JudgeCase asking = Asking();
  world.baseline = asking.baseline;
  world.kernel_clock.Set(MakeError(ErrorCode::kInternal, {"broken", "坏"}));
  for (const char* glob : {"net.*", "os.*", "plugin.*"}) {
    for (const CheckType* check : MatchChecks(glob)) {
      INFO(check->id);
      const CheckResult result = Inspected(*check, FindRead(check->id), world, asking);
      CHECK_FALSE(result.items.empty());
      for (const ItemResult& item : result.items) {
        CHECK(item.outcome != Outcome::kOk);
        const std::string chinese =
            RenderReason(check, item.code, item.arguments, Language::kChinese);
        INFO(chinese);
        CHECK_FALSE(IsHalfEnglish(chinese));
      }
    }
  }
}

bool HasText(const CheckType& check, const ItemResult& item, Language language) {
  return RenderReason(&check, item.code, {}, language) != item.code;
}

void CheckWellFormed(const CheckType& check, const CheckResult& result) {
  INFO(check.id);
  CHECK_FALSE(result.items.empty());
  std::set<std::string> names;
  for (const ItemResult& item : result.items) {
    INFO(item.observed.item << " " << item.code);
    CHECK(names.insert(item.observed.item).second);
    CHECK(HasText(check, item, Language::kEnglish));
    CHECK(HasText(check, item, Language::kChinese));
    for (const Metric& metric : item.observed.metrics) {
      CHECK_FALSE(metric.name.empty());
      CHECK(std::isfinite(metric.value));
    }
  }
}

}  // namespace

TEST_CASE("with every source missing no check says OK") {
  CheckWorld world;
  world.processes.answer = MakeError(ErrorCode::kNotFound, {"no such file", "无此文件"});
  NeverOk(world);
}

TEST_CASE("with every source empty no check says OK") {
  CheckWorld world;
  for (const char* source : kSources) world.files.SetFile(source, "");
  world.files.SetFolder("/sys/class/net/eth0/device");
  world.plugins = PluginAllowList(
      std::vector<AllowedPlugin>{{.name = "x", .path = "/usr/lib/nagios/plugins/check"}});
  NeverOk(world);
}

TEST_CASE("with garbage in every source no check says OK") {
  using namespace std::string_literals;
  CheckWorld world;
  const std::string garbage = "\0\xff{]garbage\n"s;
  for (const char* source : kSources) world.files.SetFile(source, garbage);
  world.files.SetFolder("/sys/class/net/eth0/device");
  world.plugins = PluginAllowList(
      std::vector<AllowedPlugin>{{.name = "x", .path = "/usr/lib/nagios/plugins/check"}});
  world.processes.answer = ProcessOutcome{.output = garbage, .output_bytes = garbage.size()};
  NeverOk(world);
}

TEST_CASE("with every source denied no check says OK") {
  CheckWorld world;
  for (const char* folder : {"/sys", "/proc", "/boot", "/var", "/usr", "/run"}) {
    world.files.Deny(folder);
  }
  world.plugins = PluginAllowList(
      std::vector<AllowedPlugin>{{.name = "x", .path = "/usr/lib/nagios/plugins/check"}});
  world.processes.answer = MakeError(ErrorCode::kPermissionDenied, {"denied", "拒绝"});
  NeverOk(world);
}

TEST_CASE("an item without a single value is never OK") {
  const Observation nothing{{{"", {}, {}}, {"eth0", {}, {}}}, true};
  for (const CheckType* check : AllChecks()) {
    INFO(check->id);
    for (const ItemResult& item : Judged(*check, nothing).items) {
      CHECK(item.outcome != Outcome::kOk);
    }
  }
}

TEST_CASE("on this machine every check gives a well-formed result") {
  const RootedFileSystem files("/");
  const SystemClock clock;
  PosixProcessRunner processes;
  const SystemKernelClock kernel_clock;
  const PluginAllowList plugins;
  const ReadContext context{files, clock, processes, kernel_clock, plugins};
  for (const CheckType* check : AllChecks()) {
    const Reading reading = FindRead(check->id)(context, {});
    JudgeCase more;
    more.at = clock.Now();
    if (reading) more.before = *reading;
    CheckWellFormed(*check, Judged(*check, reading, more));
  }
}

}  // namespace xunjian
