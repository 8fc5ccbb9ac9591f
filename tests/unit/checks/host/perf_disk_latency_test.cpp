#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "test_machine.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using namespace test;

constexpr std::string_view kLatency = "host.perf.disk_latency";

struct DiskMachine {
  FixtureFileSystem files;
  HostRuns runs{files};
  long reads = 1000, read_ms = 0, writes = 1000, write_ms = 0;

  DiskMachine() { files.SetFile("/sys/block/sda/size", "1\n"); }

  // A minute with so many operations of so many milliseconds each, then a run.
  ItemResult Minute(long more_reads, long ms_each, long more_writes = 0, long write_ms_each = 0) {
    reads += more_reads;
    read_ms += more_reads * ms_each;
    writes += more_writes;
    write_ms += more_writes * write_ms_each;
    files.SetFile("/proc/diskstats", fmt::format("8 0 sda {} 0 0 {} {} 0 0 {} 0 0 0\n", reads,
                                                 read_ms, writes, write_ms));
    runs.Pass(minutes(1));
    return ItemOf(runs.Run(kLatency), "sda");
  }
};

TEST_CASE("host.perf.disk_latency: fewer than 20 operations are not judged") {
  DiskMachine machine;
  machine.Minute(0, 0);
  const ItemResult few = machine.Minute(19, 5000);
  CHECK(few.outcome == Outcome::kOk);
  CHECK(few.code == "too_few_samples");
  CHECK(machine.Minute(20, 5000).outcome == Outcome::kCritical);
}

TEST_CASE("host.perf.disk_latency: a disk too slow for 20 operations a minute is judged by more") {
  DiskMachine machine;
  machine.Minute(0, 0);
  CHECK(machine.Minute(12, 5000).code == "too_few_samples");
  machine.Minute(12, 5000);
  const ItemResult result = machine.Minute(12, 5000);
  CHECK(result.outcome == Outcome::kCritical);
  CHECK(ReadingOf(result, "read_await") == Approx(5));
}

TEST_CASE("host.perf.disk_latency: a disk that stops answering does not become healthy by that") {
  DiskMachine machine;
  machine.Minute(0, 0);
  CHECK(machine.Minute(30, 5000).outcome == Outcome::kCritical);
  CHECK(machine.Minute(0, 0).outcome == Outcome::kCritical);
}

TEST_CASE("host.perf.disk_latency: slow operations of one minute are not slow for two") {
  DiskMachine machine;
  machine.Minute(0, 0);
  CHECK(machine.Minute(100, 150).code == "not_long_enough");
  CHECK(machine.Minute(1, 150).code == "not_long_enough");
  CHECK(machine.Minute(0, 0).code == "not_long_enough");
}

TEST_CASE("host.perf.disk_latency: few slow operations warn once two readings of 20 say so") {
  DiskMachine machine;
  machine.Minute(0, 0);
  for (int minute = 1; minute < 4; ++minute) {
    INFO(minute);
    CHECK(machine.Minute(12, 150).outcome == Outcome::kOk);
  }
  CHECK(machine.Minute(12, 150).outcome == Outcome::kWarning);
}

TEST_CASE("host.perf.disk_latency: multipath is read at the dm device, not at each path") {
  FixtureFileSystem files(FixturePath("san-multipath"));
  HostRuns runs(files);
  const CheckResult result = runs.Run(kLatency);
  CHECK(HasItem(result, "mpatha"));
  CHECK(*ItemOf(result, "mpatha").observed.Find("reads_total") == 2000);
  CHECK_FALSE(HasItem(result, "sda"));
  CHECK_FALSE(HasItem(result, "sdb"));
  // Only a partition of sdc is below LVM: the disk itself stays in sight.
  CHECK(HasItem(result, "sdc"));
  CHECK(HasItem(result, "vg0-root"));
  CHECK_FALSE(HasItem(result, "sdc1"));
}

TEST_CASE("host.perf.disk_latency: slow for two minutes is a warning, very slow is critical") {
  DiskMachine machine;
  machine.Minute(0, 0);
  CHECK(machine.Minute(100, 150).code == "not_long_enough");
  const ItemResult slow = machine.Minute(100, 150);
  CHECK(slow.outcome == Outcome::kWarning);
  CHECK(ReadingOf(slow, "read_await") == Approx(0.15));
  CHECK(machine.Minute(100, 600).outcome == Outcome::kCritical);
  CHECK(machine.Minute(100, 2).outcome == Outcome::kOk);
}

TEST_CASE("host.perf.disk_latency: slow writes do not hide behind many fast reads") {
  DiskMachine machine;
  machine.Minute(0, 0);
  const ItemResult result = machine.Minute(100000, 1, 50, 700);
  CHECK(result.outcome == Outcome::kCritical);
  CHECK(ReadingOf(result, "write_await") == Approx(0.7));
  CHECK(ReadingOf(result, "read_await") == Approx(0.001));
}

TEST_CASE("host.perf.disk_latency: an idle direction does not speak for the busy one") {
  DiskMachine machine;
  machine.Minute(0, 0);
  const ItemResult result = machine.Minute(0, 0, 500, 3);
  CHECK(result.outcome == Outcome::kOk);
  CHECK(result.code == "ok");
}

TEST_CASE("host.perf.disk_latency: a machine without disks is not applicable") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/diskstats", "7 0 loop0 0 0 0 0 0 0 0 0 0 0 0\n");
  files.SetFile("/sys/block/loop0/size", "0\n");
  const ItemResult result = ItemOf(runs.Run(kLatency), "");
  CHECK(result.outcome == Outcome::kNotApplicable);
  CHECK(result.code == "no_disk");
}

TEST_CASE("host.perf.disk_latency: a disk without statistics is not no disk") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/diskstats", "");
  files.SetFile("/sys/block/sda/size", "1\n");
  CHECK(ItemOf(runs.Run(kLatency), "").outcome == Outcome::kUnknown);
}

}  // namespace
}  // namespace xunjian
