// What the spool costs: results of 300 bytes, 100 to a sync, as an agent that catches up writes
// them.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <vector>

#include "agent/spool/spool.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kBatches = 1000;
constexpr int kBatch = 100;
constexpr std::size_t kPayloadBytes = 300;

double CpuSeconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

// Bytes like those of an encoded result: half names and texts, half numbers.
std::vector<std::string> Payloads() {
  std::mt19937 random(1);
  std::vector<std::string> payloads(kBatch);
  for (std::string& payload : payloads) {
    payload = "host.perf.fs_space /var/lib/postgresql ";
    while (payload.size() < kPayloadBytes) payload.push_back(static_cast<char>(random()));
  }
  return payloads;
}

int Run() {
  const TempFolder folder;
  PosixStorage storage;
  auto spool = Spool::Open(storage, folder.path()).value();
  const std::vector<std::string> payloads = Payloads();
  std::vector<Seconds> syncs;
  const double cpu_before = CpuSeconds();
  const auto started = SteadyClock::now();
  for (int batch = 0; batch < kBatches; ++batch) {
    for (const std::string& payload : payloads) spool->Append(payload).value();
    const auto before = SteadyClock::now();
    if (!spool->Sync()) return EXIT_FAILURE;
    syncs.push_back(SteadyClock::now() - before);
  }
  const Seconds wall = SteadyClock::now() - started;
  const double cpu = CpuSeconds() - cpu_before;
  std::sort(syncs.begin(), syncs.end());
  const double results = double{kBatches} * kBatch;
  fmt::print("spool.append_results_per_s {:.0f} 1/s\n", results / wall.count());
  fmt::print("spool.append_cpu_us_per_result {:.2f} us\n", cpu * 1e6 / results);
  fmt::print("spool.fsync_p99_ms {:.2f} ms\n", syncs[syncs.size() * 99 / 100].count() * 1e3);

  spool.reset();  // and now as after a crash
  const auto opening = SteadyClock::now();
  spool = Spool::Open(storage, folder.path()).value();
  const Seconds opened = SteadyClock::now() - opening;
  fmt::print("spool.open_ms_per_mib {:.2f} ms\n",
             opened.count() * 1e3 / (static_cast<double>(spool->bytes()) / (1 << 20)));
  return spool->waiting() == static_cast<std::uint64_t>(results) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace xunjian

int main() { return xunjian::Run(); }
