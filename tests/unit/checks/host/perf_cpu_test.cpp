#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "test_machine.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using namespace test;

constexpr std::string_view kCpu = "host.perf.cpu";

// Ticks of user and guest time and of idle, of each of four cores.
class FourCores {
 public:
  struct Ticks {
    long user = 0;
    long idle = 0;
    long guest = 0;
    long waiting = 0;
  };
  std::array<Ticks, 4> cores;

  void PassSecond(std::size_t core, int busy, int guest = 0, int waiting = 0) {
    cores[core].user += busy;
    cores[core].guest += guest;
    cores[core].waiting += waiting;
    cores[core].idle += 100 - busy - waiting;
  }
  std::string Stat() const {
    Ticks sum;
    std::string lines;
    for (std::size_t i = 0; i < cores.size(); ++i) {
      const Ticks& core = cores[i];
      lines += Line(fmt::format("cpu{}", i), core);
      sum = {sum.user + core.user, sum.idle + core.idle, sum.guest + core.guest,
             sum.waiting + core.waiting};
    }
    return Line("cpu ", sum) + lines + "btime 1795000000\n";
  }

 private:
  static std::string Line(std::string_view name, const Ticks& ticks) {
    return fmt::format("{} {} 0 0 {} {} 0 0 0 {} 0\n", name, ticks.user, ticks.idle, ticks.waiting,
                       ticks.guest);
  }
};

struct CpuMachine {
  FixtureFileSystem files;
  HostRuns runs{files};
  FourCores cores;

  // A minute in which each core is busy as given, then a run.
  ItemResult Minute(std::array<int, 4> busy, int guest = 0, int waiting = 0) {
    for (int second = 0; second < 60; ++second) {
      for (std::size_t i = 0; i < 4; ++i) cores.PassSecond(i, busy[i], guest, waiting);
    }
    runs.Pass(minutes(1));
    files.SetFile("/proc/stat", cores.Stat());
    return ItemOf(runs.Run(kCpu), "");
  }
};

std::string Sentence(const ItemResult& item, Language language = Language::kEnglish) {
  return RenderReason(&kHostPerfCpu, item.code, item.arguments, language);
}

TEST_CASE("host.perf.cpu: guest time is inside user time and not counted twice") {
  CpuMachine machine;
  machine.Minute({50, 50, 50, 50}, 50);
  const ItemResult result = machine.Minute({50, 50, 50, 50}, 50);
  CHECK(ReadingOf(result, "busy_percent") == Approx(50));
}

TEST_CASE("host.perf.cpu: one hot core hides in the mean and is reported") {
  CpuMachine machine;
  machine.Minute({0, 0, 0, 0});
  const ItemResult result = machine.Minute({4, 100, 4, 4});
  CHECK(result.outcome == Outcome::kOk);
  CHECK(ReadingOf(result, "busy_percent") == Approx(28));
  CHECK(ReadingOf(result, "busiest_core_percent") == Approx(100));
  CHECK(Sentence(result) == "CPU 28 % busy, the busiest core 100 %");
}

TEST_CASE("host.perf.cpu: a core taken offline does not shift the others") {
  FixtureFileSystem files;
  HostRuns runs(files);
  const auto line = [](std::string_view name, int busy, int idle) {
    return fmt::format("{} {} 0 0 {} 0 0 0 0 0 0\n", name, busy, idle);
  };
  files.SetFile("/proc/stat", line("cpu ", 91100, 1000) + line("cpu0", 1000, 1000) +
                                  line("cpu1", 100, 0) + line("cpu2", 90000, 0));
  runs.Run(kCpu);
  runs.Pass(minutes(1));
  files.SetFile("/proc/stat",
                line("cpu ", 91220, 13000) + line("cpu0", 1060, 7000) + line("cpu2", 90060, 6000));
  CHECK(ReadingOf(ItemOf(runs.Run(kCpu), ""), "busiest_core_percent") == Approx(1));
}

TEST_CASE("host.perf.cpu: waiting for I/O is idle time") {
  CpuMachine machine;
  machine.Minute({0, 0, 0, 0});
  const ItemResult result = machine.Minute({10, 10, 10, 10}, 0, 90);
  CHECK(ReadingOf(result, "busy_percent") == Approx(10));
}

TEST_CASE("host.perf.cpu: busy becomes a warning after ten minutes, critical after fifteen") {
  CpuMachine machine;
  machine.Minute({0, 0, 0, 0});
  for (int minute = 1; minute < 10; ++minute) {
    INFO(minute);
    const ItemResult result = machine.Minute({95, 95, 95, 95});
    CHECK(result.outcome == Outcome::kOk);
    CHECK(result.code == "not_long_enough");
    CHECK(Sentence(result) ==
          "CPU 95 % busy, past the limit of 80 %, but not yet for 10 min, the busiest core 95 %");
  }
  for (int minute = 10; minute < 15; ++minute) {
    INFO(minute);
    CHECK(machine.Minute({95, 95, 95, 95}).outcome == Outcome::kWarning);
  }
  CHECK(machine.Minute({95, 95, 95, 95}).outcome == Outcome::kCritical);
  CHECK(Sentence(machine.Minute({85, 85, 85, 85})) ==
        "CPU 85 % busy, within the limit of 90 % again, cleared at 81 %, the busiest core 85 %");
  CHECK(machine.Minute({20, 20, 20, 20}).outcome == Outcome::kOk);
}

TEST_CASE("host.perf.cpu: an inspection of two readings says short window") {
  CpuMachine machine;
  machine.runs.short_window = true;
  machine.files.SetFile("/proc/stat", machine.cores.Stat());
  CHECK(ItemOf(machine.runs.Run(kCpu), "").code == "first_reading");
  const ItemResult busy = machine.Minute({99, 99, 99, 99});
  CHECK(busy.outcome == Outcome::kInfo);
  CHECK(busy.code == "short_window");
  CHECK(Sentence(busy) == "CPU 99 % busy over a short window only, the busiest core 99 %");
  CHECK(Sentence(busy, Language::kChinese) == "短时测量：CPU 使用率 99 %，最忙核 99 %");
}

TEST_CASE("host.perf.cpu: a reboot between two runs gives no share") {
  CpuMachine machine;
  machine.Minute({50, 50, 50, 50});
  machine.runs.Reboot("second");
  const ItemResult result = machine.Minute({50, 50, 50, 50});
  CHECK(result.outcome == Outcome::kNotApplicable);
  CHECK(result.code == "first_reading");
}

}  // namespace
}  // namespace xunjian
