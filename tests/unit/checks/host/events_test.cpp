#include <fmt/format.h>
#include <utmp.h>

#include <catch2/catch.hpp>
#include <cstring>

#include "checks/api/reasons.h"
#include "test_machine.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using namespace test;

constexpr std::string_view kOom = "host.state.oom_kill";
constexpr std::string_view kReboot = "host.state.reboot";

struct OomMachine {
  FixtureFileSystem files;
  HostRuns runs{files};

  void Kills(int total) { files.SetFile("/proc/vmstat", fmt::format("oom_kill {}\n", total)); }
  void GroupKills(std::string_view group, int kills) {
    files.SetFile(fmt::format("/sys/fs/cgroup/{}/memory.events", group),
                  fmt::format("low 0\nhigh 0\nmax 9\noom {0}\noom_kill {0}\n", kills));
  }
  CheckResult Minute() {
    runs.Pass(minutes(1));
    return runs.Run(kOom);
  }
};

TEST_CASE("host.state.oom_kill: kills before the first look are no finding, growth is") {
  OomMachine machine;
  machine.Kills(7);
  CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kNotApplicable);
  CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kOk);
  machine.Kills(8);
  CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kWarning);
}

TEST_CASE("host.state.oom_kill: a kill stays a finding for the window, then it is over") {
  OomMachine machine;
  machine.Kills(0);
  machine.Minute();
  machine.Kills(1);
  for (int minute = 0; minute < 15; ++minute) {
    INFO(minute);
    CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kWarning);
  }
  CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kOk);
}

TEST_CASE(
    "host.state.oom_kill: a container's own limit counts too, so the control group is named") {
  OomMachine machine;
  machine.Kills(0);
  machine.GroupKills("system.slice", 0);
  machine.GroupKills("system.slice/tax.service", 0);
  machine.Minute();
  machine.Kills(2);
  machine.GroupKills("system.slice", 2);
  machine.GroupKills("system.slice/tax.service", 2);
  const CheckResult result = machine.Minute();
  const ItemResult host = ItemOf(result, "");
  CHECK(host.outcome == Outcome::kWarning);
  CHECK(RenderReason(&kHostStateOomKill, host.code, host.arguments, Language::kEnglish) ==
        "2 killed for lack of memory within 1 min, most in system.slice/tax.service");
  CHECK_FALSE(HasItem(result, "system.slice"));
  CHECK(ItemOf(result, "system.slice/tax.service").outcome == Outcome::kInfo);
}

TEST_CASE("host.state.oom_kill: a group that goes leaves no new kill behind") {
  OomMachine machine;
  machine.Kills(2);
  machine.GroupKills("system.slice", 2);
  machine.GroupKills("system.slice/tax.service", 2);
  machine.Minute();
  machine.GroupKills("system.slice/tax.service", 0);  // restarted: its parent keeps the old count
  const CheckResult result = machine.Minute();
  CHECK(ItemOf(result, "").outcome == Outcome::kOk);
  CHECK(ReadingOf(ItemOf(result, "system.slice"), "oom_kills") == 0);
  CHECK(ItemOf(result, "system.slice").outcome == Outcome::kOk);
}

TEST_CASE("host.state.oom_kill: where no control group counts none is named") {
  OomMachine machine;
  machine.Kills(0);
  machine.Minute();
  machine.Kills(1);
  const ItemResult host = ItemOf(machine.Minute(), "");
  CHECK(host.outcome == Outcome::kWarning);
  CHECK(RenderReason(&kHostStateOomKill, host.code, host.arguments, Language::kEnglish) ==
        "1 killed for lack of memory within 1 min");
  CHECK(RenderReason(&kHostStateOomKill, host.code, host.arguments, Language::kChinese) ==
        "1 分钟内因内存不足结束了 1 个进程");
}

TEST_CASE("host.state.oom_kill: kills of a new boot are since the last run") {
  OomMachine machine;
  machine.Kills(5);
  machine.Minute();
  machine.runs.Reboot("second");
  machine.Kills(1);
  machine.GroupKills("tax.service", 1);
  for (int minute = 0; minute < 14; ++minute) {  // as long as any other kill
    INFO(minute);
    const CheckResult result = machine.Minute();
    CHECK(ItemOf(result, "").outcome == Outcome::kWarning);
    CHECK(ReadingOf(ItemOf(result, ""), "oom_kills") == 1);
    CHECK(ReadingOf(ItemOf(result, "tax.service"), "oom_kills") == 1);
  }
  machine.runs.Pass(minutes(1));
  CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kOk);
}

TEST_CASE("host.state.oom_kill: a first look long after a reboot tells the kills since that boot") {
  OomMachine machine;
  machine.Kills(5);
  machine.Minute();
  machine.runs.Reboot("second");
  machine.runs.Pass(minutes(60));
  machine.Kills(3);
  const ItemResult host = ItemOf(machine.Minute(), "");
  CHECK(host.outcome == Outcome::kWarning);
  CHECK(ReadingOf(host, "oom_kills") == 3);
}

TEST_CASE("host.state.oom_kill: losing a monitored service is critical") {
  OomMachine machine;
  machine.runs.parameters =
      Parameters(std::map<std::string, ParameterValue, std::less<>>{{"services", "postgresql"}});
  machine.Kills(0);
  machine.Minute();
  machine.Kills(2);
  machine.GroupKills("system.slice", 2);
  machine.GroupKills("system.slice/postgresql.service", 1);
  machine.GroupKills("system.slice/notpostgresql.service", 1);
  const CheckResult result = machine.Minute();
  CHECK(ItemOf(result, "system.slice/postgresql.service").outcome == Outcome::kCritical);
  CHECK(ItemOf(result, "system.slice/notpostgresql.service").outcome == Outcome::kInfo);
}

TEST_CASE("host.state.oom_kill: a kernel that does not count is not applicable") {
  OomMachine machine;
  machine.files.SetFile("/proc/vmstat", "nr_free_pages 1\n");
  CHECK(ItemOf(machine.Minute(), "").outcome == Outcome::kNotApplicable);
}

std::string Record(short type, std::string_view user, std::int64_t at) {
  utmp record{};
  record.ut_type = type;
  std::memcpy(record.ut_user, user.data(), user.size());
  record.ut_tv.tv_sec = static_cast<decltype(record.ut_tv.tv_sec)>(at);
  return std::string(reinterpret_cast<const char*>(&record), sizeof(record));
}

struct BootMachine {
  FixtureFileSystem files{FixturePath("debian12-vm")};
  HostRuns runs{files};

  ItemResult Minute() {
    runs.Pass(minutes(1));
    return ItemOf(runs.Run(kReboot), "");
  }
  void Reboot() {
    files.SetFile("/proc/sys/kernel/random/boot_id", "0b1e55ed-0000-4000-8000-c0ffee000002\n");
    runs.Reboot("second");
  }
};

TEST_CASE("host.state.reboot: without a last run there is nothing to compare") {
  BootMachine machine;
  const ItemResult result = machine.Minute();
  CHECK(result.outcome == Outcome::kNotApplicable);
  CHECK(result.code == reason::kNoLastRun);
}

TEST_CASE("host.state.reboot: a clock step moves btime and is no restart, another boot_id is one") {
  BootMachine machine;
  machine.Minute();
  machine.files.SetFile("/proc/stat", "cpu 1 2 3 4\ncpu0 1 2 3 4\nbtime 1500000000\n");
  CHECK(machine.Minute().outcome == Outcome::kOk);
  machine.Reboot();
  CHECK(machine.Minute().outcome == Outcome::kWarning);
}

TEST_CASE("host.state.reboot: a restart stays a finding for a quarter of an hour") {
  BootMachine machine;
  machine.Minute();
  machine.Reboot();
  for (int minute = 1; minute < 15; ++minute) {
    INFO(minute);
    CHECK(machine.Minute().outcome == Outcome::kWarning);
  }
  for (int minute = 0; minute < 20; ++minute) machine.Minute();
  CHECK(machine.Minute().outcome == Outcome::kOk);
}

TEST_CASE("host.state.reboot: without shutdown lines of the boot before it is critical") {
  const std::int64_t boot = 1795000000;  // btime of the fixture
  const std::string before = Record(BOOT_TIME, "reboot", boot - 90000);
  const std::string shutdown = Record(RUN_LVL, "shutdown", boot - 60);
  const std::string now = Record(BOOT_TIME, "reboot", boot + 2);
  struct Row {
    std::string wtmp;
    Outcome outcome;
  };
  for (const Row& row :
       {Row{before + now, Outcome::kCritical}, Row{before + shutdown + now, Outcome::kWarning},
        Row{"", Outcome::kWarning}, Row{"garbage", Outcome::kWarning}}) {
    BootMachine machine;
    machine.Minute();
    machine.Reboot();
    machine.files.SetFile("/var/log/wtmp", row.wtmp);
    CHECK(machine.Minute().outcome == row.outcome);
  }
}

TEST_CASE("host.state.reboot: an unclean end is seen though the clock was stepped since") {
  const std::int64_t boot = 1795000000;  // btime of the fixture, which moves with the clock
  const std::int64_t stamped = boot - 86400;
  const std::string now = Record(BOOT_TIME, "reboot", stamped);
  BootMachine machine;
  machine.Minute();
  machine.Reboot();
  machine.files.SetFile("/var/log/wtmp", Record(BOOT_TIME, "reboot", stamped - 90000) + now);
  machine.files.SetFile("/run/utmp", now);
  CHECK(machine.Minute().outcome == Outcome::kCritical);
  machine.files.SetFile("/run/utmp", "garbage");
  CHECK(machine.Minute().outcome == Outcome::kWarning);
}

}  // namespace
}  // namespace xunjian
