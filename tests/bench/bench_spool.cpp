// What the spool costs, with results as an agent makes them: a series for each of 25 checks, shapes
// of 400 bytes that change now and then, rows of 60 bytes.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <random>
#include <vector>

#include "agent/spool/spool.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kSeries = 25;
constexpr int kBatch = 100;
constexpr int kBatches = 1000;
constexpr std::size_t kShapeBytes = 400;
constexpr std::size_t kRowBytes = 60;
constexpr int kChangeEvery = 200;  // results of a series
constexpr std::uint64_t kMinutesAWeek = 7 * 24 * 60;
constexpr double kMebibyte = 1 << 20;

double CpuSeconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

// Entries in turn for every series.
class Workload {
 public:
  Workload() {
    for (std::size_t i = 0; i < kSeries; ++i) {
      const std::string name = "standard-" + std::to_string(i);
      for (std::size_t shape = 0; shape < 2; ++shape) {
        std::string text = name + (shape == 0 ? " ok " : " critical ");
        text.resize(kShapeBytes, '/');
        shapes_[i][shape] = std::make_shared<const std::string>(text);
      }
    }
  }

  SpoolEntry Next(Timestamp at) {
    const std::uint64_t number = made_++;
    const std::size_t series = number % kSeries;
    const std::size_t shape = number / kSeries % kChangeEvery == 0 ? 1 : 0;
    std::string row(kRowBytes, '\0');
    for (std::size_t i = 0; i < row.size(); i += 4) {
      const auto bits = static_cast<std::uint32_t>(random_());
      for (std::size_t k = 0; k < 4; ++k) row[i + k] = static_cast<char>(bits >> (8 * k));
    }
    return {"standard-" + std::to_string(series), shapes_[series][shape], std::move(row), at};
  }

 private:
  std::array<std::array<std::shared_ptr<const std::string>, 2>, kSeries> shapes_;
  std::mt19937 random_{1};
  std::uint64_t made_ = 0;
};

bool BenchAppend() {
  const TempFolder folder;
  PosixStorage storage;
  ManualClock clock;
  auto spool = Spool::Open(storage, folder.path(), clock).value();
  Workload work;
  std::vector<SpoolEntry> entries;
  for (int i = 0; i < kBatch * kBatches; ++i) entries.push_back(work.Next(clock.Now()));
  std::vector<Seconds> syncs;
  const double cpu_before = CpuSeconds();
  const auto started = SteadyClock::now();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    spool->Append(entries[i]).value();
    if ((i + 1) % kBatch != 0) continue;
    const auto before = SteadyClock::now();
    if (!spool->Sync()) return false;
    syncs.push_back(SteadyClock::now() - before);
  }
  const Seconds wall = SteadyClock::now() - started;
  const double cpu = CpuSeconds() - cpu_before;
  std::sort(syncs.begin(), syncs.end());
  const auto results = static_cast<double>(entries.size());
  fmt::print("spool.append_results_per_s {:.0f} 1/s\n", results / wall.count());
  fmt::print("spool.append_cpu_us_per_result {:.2f} us\n", cpu * 1e6 / results);
  fmt::print("spool.fsync_p99_ms {:.2f} ms\n", syncs[syncs.size() * 99 / 100].count() * 1e3);
  fmt::print("spool.bytes_per_result {:.1f} bytes\n",
             static_cast<double>(spool->bytes()) / results);
  return spool->waiting() == entries.size();
}

// The collector is away for a week. `roomy`: how much that needs; else what happens at 64 MiB.
bool BenchWeek(std::uint64_t per_minute, bool roomy) {
  const TempFolder folder;
  PosixStorage storage;
  ManualClock clock;
  SpoolOptions options;
  if (roomy) options.max_bytes = 1ULL << 30;
  auto spool = Spool::Open(storage, folder.path(), clock, options).value();
  Workload work;
  Duration longest{};
  for (std::uint64_t minute = 0; minute < kMinutesAWeek; ++minute) {
    clock.Advance(std::chrono::minutes(1));
    for (std::uint64_t i = 0; i < per_minute; ++i) {
      const auto before = SteadyClock::now();
      spool->Append(work.Next(clock.Now())).value();
      longest = std::max<Duration>(longest, SteadyClock::now() - before);
    }
  }
  if (!spool->Sync()) return false;
  const std::uint64_t produced = kMinutesAWeek * per_minute;
  if (spool->produced() != produced) return false;
  if (roomy) {
    fmt::print("spool.week_mib_at_{}_per_min {:.1f} MiB\n", per_minute,
               static_cast<double>(spool->bytes()) / kMebibyte);
    return true;
  }
  fmt::print("spool.longest_append_at_cap_ms {:.1f} ms\n",
             std::chrono::duration<double, std::milli>(longest).count());
  fmt::print("spool.full_mib {:.1f} MiB\n", static_cast<double>(spool->bytes()) / kMebibyte);
  const std::uint64_t epoch = spool->epoch();
  spool.reset();  // and now as after a crash
  const auto opening = SteadyClock::now();
  spool = Spool::Open(storage, folder.path(), clock, options).value();
  const Seconds opened = SteadyClock::now() - opening;
  fmt::print("spool.open_ms_full {:.1f} ms\n", opened.count() * 1e3);
  return spool->epoch() == epoch && spool->produced() == produced;
}

}  // namespace
}  // namespace xunjian

int main() {
  using xunjian::BenchAppend;
  using xunjian::BenchWeek;
  const bool good =
      BenchAppend() && BenchWeek(25, true) && BenchWeek(120, true) && BenchWeek(120, false);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
