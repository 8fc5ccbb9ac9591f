#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "test_machine.h"

namespace xunjian {
namespace {

using namespace test;

constexpr std::string_view kFd = "host.perf.fd";

struct ProcessMachine {
  FixtureFileSystem files;
  HostRuns runs{files};

  ProcessMachine() {
    files.SetFile("/proc/sys/fs/file-nr", "1000\t0\t9223372036854775807\n");
    files.SetFolder("/proc/1");  // shown, and gone before it was counted
  }

  void AddProcess(int pid, std::string_view name, int descriptors, std::string_view limit,
                  std::string_view command = "/usr/bin/x") {
    const std::string folder = fmt::format("/proc/{}", pid);
    files.SetFile(folder + "/comm", fmt::format("{}\n", name));
    files.SetFile(folder + "/cmdline", command);
    files.SetFile(folder + "/limits", fmt::format("Max open files {} 4096 files\n", limit));
    files.SetFolder(folder + "/fd");
    for (int i = 0; i < descriptors; ++i) files.SetFile(fmt::format("{}/fd/{}", folder, i), "");
  }
  ItemResult Processes() { return ItemOf(runs.Run(kFd), "processes"); }
};

TEST_CASE("host.perf.fd: file-max of 9.2e18 is no limit, only the processes matter") {
  ProcessMachine machine;
  machine.AddProcess(10, "db", 9, "10");
  const CheckResult result = machine.runs.Run(kFd);
  CHECK(ItemOf(result, "system").outcome == Outcome::kNotApplicable);
  CHECK(ItemOf(result, "processes").outcome == Outcome::kWarning);
}

TEST_CASE(
    "host.perf.fd: limits are readable by all but descriptors are not: that is DENIED, not OK") {
  ProcessMachine machine;
  machine.AddProcess(10, "own", 1, "10");
  machine.AddProcess(11, "other", 0, "10");
  machine.files.Deny("/proc/11/fd");
  const ItemResult result = machine.Processes();
  CHECK(result.outcome == Outcome::kDenied);
  CHECK(result.code == "descriptors_denied");
  CHECK(RenderReason(&kHostPerfFd, result.code, result.arguments, Language::kEnglish) ==
        "1 of 2 processes could not be looked into (needs CAP_SYS_PTRACE); the fullest of the "
        "others is own with 10 %");
  machine.files.Deny("/proc/10/fd");
  CHECK(machine.Processes().code == "all_descriptors_denied");
}

TEST_CASE("host.perf.fd: processes that /proc hides are DENIED, not absent") {
  constexpr const char* kHiding = "22 27 0:21 / /proc rw - proc proc rw,hidepid=";
  struct Row {
    std::string mounted;
    std::string capabilities;
    Outcome outcome;
  };
  for (const Row& row :
       {Row{"invisible", "0000000000000000", Outcome::kDenied},
        Row{"2", "0000000000000000", Outcome::kDenied}, Row{"4", "", Outcome::kDenied},
        Row{"invisible", "0000000000080000", Outcome::kOk},  // CAP_SYS_PTRACE
        Row{"0", "", Outcome::kOk}}) {
    INFO(row.mounted << " " << row.capabilities);
    ProcessMachine machine;
    machine.AddProcess(10, "own", 1, "10");
    machine.AddProcess(11, "own-too", 1, "10");
    machine.files.SetFile("/proc/self/mountinfo", kHiding + row.mounted + "\n");
    machine.files.SetFile("/proc/self/status", "CapEff:\t" + row.capabilities + "\n");
    CHECK(machine.Processes().outcome == row.outcome);
  }
}

TEST_CASE("host.perf.fd: a /proc without process 1 hides more, and says what it does show") {
  ProcessMachine machine;
  machine.files.SetMissing("/proc/1");
  machine.AddProcess(10, "own", 1, "10");
  const ItemResult result = machine.Processes();
  CHECK(result.outcome == Outcome::kDenied);
  CHECK(RenderReason(&kHostPerfFd, result.code, result.arguments, Language::kEnglish) ==
        "/proc hides the processes of others (hidepid; needs CAP_SYS_PTRACE); processes shown: 1");
  machine.AddProcess(11, "full", 10, "10");
  CHECK(machine.Processes().outcome == Outcome::kCritical);
}

TEST_CASE("host.perf.fd: trouble that was seen is told even where others were denied") {
  ProcessMachine machine;
  machine.AddProcess(10, "own", 10, "10");
  machine.AddProcess(11, "other", 0, "10");
  machine.files.Deny("/proc/11/fd");
  CHECK(machine.Processes().outcome == Outcome::kCritical);
}

TEST_CASE("host.perf.fd: the fullest process by share of its own limit is named") {
  ProcessMachine machine;
  machine.AddProcess(10, "wide", 12, "1000");
  machine.AddProcess(11, "narrow", 9, "10");
  const ItemResult result = machine.Processes();
  CHECK(result.outcome == Outcome::kWarning);
  CHECK(RenderReason(&kHostPerfFd, result.code, result.arguments, Language::kEnglish) ==
        "narrow (pid 11) has 9 of 10 descriptors open (90 %), limit 80 %");
}

TEST_CASE(
    "host.perf.fd: kernel threads, the unlimited and those that end meanwhile are no finding") {
  ProcessMachine machine;
  machine.AddProcess(2, "kthreadd", 0, "10", "");
  machine.files.Deny("/proc/2/fd");
  machine.AddProcess(10, "free", 50, "unlimited");
  machine.AddProcess(11, "gone", 10, "10");
  machine.files.SetMissing("/proc/11/fd");
  machine.AddProcess(12, "dead", 10, "10");
  machine.files.SetFile("/proc/12/limits", "");
  const ItemResult result = machine.Processes();
  CHECK(result.outcome == Outcome::kOk);
  CHECK(*result.observed.Find("counted") == 1);
  CHECK(*result.observed.Find("denied") == 0);
}

TEST_CASE("host.perf.fd: the system's handles are judged where there is a limit") {
  struct Row {
    int allocated;
    Outcome outcome;
  };
  for (const Row& row :
       {Row{699, Outcome::kOk}, Row{700, Outcome::kWarning}, Row{900, Outcome::kCritical}}) {
    INFO(row.allocated);
    ProcessMachine machine;
    machine.AddProcess(10, "x", 1, "10");
    machine.files.SetFile("/proc/sys/fs/file-nr", fmt::format("{}\t0\t1000\n", row.allocated));
    CHECK(ItemOf(machine.runs.Run(kFd), "system").outcome == row.outcome);
  }
}

TEST_CASE("host.perf.fd: a census that is out of time is UNKNOWN with the limit named") {
  ProcessMachine machine;
  machine.AddProcess(10, "x", 1, "10");
  machine.runs.timeout = Duration::zero();
  const ItemResult result = ItemOf(machine.runs.Run(kFd), "");
  CHECK(result.outcome == Outcome::kUnknown);
  CHECK(result.code == reason::kTimeout);
}

}  // namespace
}  // namespace xunjian
