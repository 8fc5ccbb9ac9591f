#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "test_machine.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using namespace test;

constexpr std::string_view kMemory = "host.perf.memory";
constexpr std::string_view kPressure = "host.perf.psi_memory";

std::string MemInfo(long total, long free, long available, long huge_pages = 0) {
  return fmt::format(
      "MemTotal: {} kB\nMemFree: {} kB\nMemAvailable: {} kB\nShmem: 0 kB\n"
      "HugePages_Total: {}\nHugepagesize: 2048 kB\n",
      total, free, available, huge_pages);
}

TEST_CASE("host.perf.memory: MemFree is never used, neither when low nor when high") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/meminfo", MemInfo(1000000, 10000, 600000));
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kOk);
  files.SetFile("/proc/meminfo", MemInfo(1000000, 900000, 40000));
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kCritical);
  files.SetFile("/proc/meminfo", "MemTotal: 1000000 kB\nMemFree: 900000 kB\n");
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kUnknown);
}

TEST_CASE("host.perf.memory: reserved huge pages are not available") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/meminfo", MemInfo(8000000, 300000, 320000, 3500));
  const ItemResult result = ItemOf(runs.Run(kMemory), "");
  CHECK(result.outcome == Outcome::kCritical);
  CHECK(*result.observed.Find("huge_pages_bytes") == 3500.0 * 2048 * 1024);
}

TEST_CASE("host.perf.memory: what tmpfs holds counts as cached and is not available") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/meminfo",
                "MemTotal: 1000000 kB\nMemFree: 20000 kB\nMemAvailable: 40000 kB\n"
                "Cached: 900000 kB\nShmem: 890000 kB\nHugePages_Total: 0\n"
                "Hugepagesize: 2048 kB\n");
  const ItemResult result = ItemOf(runs.Run(kMemory), "");
  CHECK(result.outcome == Outcome::kCritical);
  CHECK(ReadingOf(result, "available_percent") == Approx(4));
  CHECK(*result.observed.Find("shared_bytes") == 890000.0 * 1024);
}

TEST_CASE("host.perf.memory: in a container the control group's limit counts") {
  FixtureFileSystem files(FixturePath("container-cgroup2"));
  HostRuns runs(files);
  const ItemResult result = ItemOf(runs.Run(kMemory), "");
  CHECK(*result.observed.Find("total_bytes") == 2147483648.0);
  CHECK(ReadingOf(result, "available_percent") == Approx(3).epsilon(0.01));
  CHECK(result.outcome == Outcome::kCritical);
  CHECK(*result.observed.FindAttribute("limited_by") == "control group");
}

TEST_CASE("host.perf.memory: control groups of version 1 count too, without a limit they do not") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/meminfo", MemInfo(8000000, 6000000, 6000000));
  files.SetFile("/sys/fs/cgroup/memory/memory.limit_in_bytes", "1000000000\n");
  files.SetFile("/sys/fs/cgroup/memory/memory.usage_in_bytes", "990000000\n");
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kCritical);
  files.SetFile("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  HostRuns unlimited(files);
  CHECK(ItemOf(unlimited.Run(kMemory), "").outcome == Outcome::kOk);
}

TEST_CASE("host.perf.memory: a limit whose use cannot be read is not health") {
  FixtureFileSystem files(FixturePath("container-cgroup2"));
  HostRuns runs(files);
  files.Deny("/sys/fs/cgroup/memory.current");
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kDenied);
  files.Deny("/sys/fs/cgroup/memory.max");
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kDenied);
}

TEST_CASE("host.perf.memory: low for five minutes is a warning, very low is critical at once") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/meminfo", MemInfo(1000000, 0, 80000));
  for (int minute = 0; minute < 5; ++minute) {
    CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kOk);
    runs.Pass(minutes(1));
  }
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kWarning);
  files.SetFile("/proc/meminfo", MemInfo(1000000, 0, 49000));
  CHECK(ItemOf(runs.Run(kMemory), "").outcome == Outcome::kCritical);
}

std::string Pressure(double some300, double full60, double some_total_seconds) {
  return fmt::format(
      "some avg10=0.00 avg60=0.00 avg300={:.2f} total={:.0f}\n"
      "full avg10=0.00 avg60={:.2f} avg300=0.00 total=0\n",
      some300, some_total_seconds * 1e6, full60);
}

TEST_CASE(
    "host.perf.psi_memory: a kernel without PSI is not applicable, with the boot option named") {
  FixtureFileSystem files;
  HostRuns runs(files);
  const ItemResult absent = ItemOf(runs.Run(kPressure), "");
  CHECK(absent.outcome == Outcome::kNotApplicable);
  CHECK(RenderReason(&kHostPerfPsiMemory, absent.code, absent.arguments, Language::kChinese)
            .find("psi=1") != std::string::npos);
  files.SetError("/proc/pressure/memory", EOPNOTSUPP);  // RHEL 8 booted with psi=0
  CHECK(ItemOf(runs.Run(kPressure), "").outcome == Outcome::kNotApplicable);
  files.SetError("/proc/pressure/memory", EIO);
  CHECK(ItemOf(runs.Run(kPressure), "").outcome == Outcome::kUnknown);
}

TEST_CASE("host.perf.psi_memory: own windows are taken from the totals") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/pressure/memory", Pressure(1, 0, 100));
  runs.Run(kPressure);
  runs.Pass(minutes(5));
  files.SetFile("/proc/pressure/memory", Pressure(1, 0, 160));
  CHECK(ReadingOf(ItemOf(runs.Run(kPressure), ""), "some_window_percent") == Approx(20));
}

TEST_CASE("host.perf.psi_memory: each average has its limit and the worse one counts") {
  struct Row {
    double some300;
    double full60;
    Outcome outcome;
  };
  for (const Row& row : {Row{9.9, 4.9, Outcome::kOk}, Row{10, 0, Outcome::kWarning},
                         Row{0, 5, Outcome::kWarning}, Row{99, 0, Outcome::kWarning},
                         Row{0, 20, Outcome::kCritical}, Row{99, 20, Outcome::kCritical}}) {
    INFO(row.some300 << " " << row.full60);
    FixtureFileSystem files;
    HostRuns runs(files);
    files.SetFile("/proc/pressure/memory", Pressure(row.some300, row.full60, 0));
    CHECK(ItemOf(runs.Run(kPressure), "").outcome == row.outcome);
  }
}

}  // namespace
}  // namespace xunjian
