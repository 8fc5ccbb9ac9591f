// The road for results by the batch: the real collector program, gRPC, mutual TLS, SQLite
// synchronous=FULL and the history, under a thousand simulated agents that send on a fixed beat;
// the load runs on the same processors. Prints `name value unit`.
//
//   ingest [AGENTS [RESULTS_PER_S [SECONDS [BATCH]]]]
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "base/clock.h"
#include "base/ids.h"
#include "base/pki.h"
#include "collector/app/collector_layout.h"
#include "collector/app/initialise.h"
#include "proto/columns/batch_writer.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/series_columns.h"
#include "proto/rpc/enrolment_client.h"
#include "proto/words/enrolment_token.h"
#include "tests/bench/collector_process.h"
#include "tests/bench/fs_space_mix.h"
#include "tests/bench/fsync_probe.h"
#include "tests/bench/light_agent.h"
#include "tests/bench/percentile.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

struct Plan {
  int agents = 1000;
  double results_per_s = 500'000;
  double seconds = 60;
  int batch = 500;
};

constexpr int kRunsADay = 24 * 120;  // every 30 s

std::vector<std::string> WriteBatches(int count, int size) {
  FsSpaceMix mix;
  ResultSplitter splitter;
  BatchWriter writer;
  std::vector<std::string> batches;
  std::uint64_t seq = 0;
  for (int i = 0; i < count; ++i) {
    std::vector<SequencedRow> rows;
    for (int k = 0; k < size; ++k) {
      SplitResult split = splitter.Split(mix.Next());
      rows.push_back({++seq, std::move(split.shape), std::move(split.row)});
    }
    batches.push_back(writer.Write(rows));
  }
  return batches;
}

// Asks for one day of one series again and again.
std::vector<double> AskWhile(OperatorApi& api, const std::atomic<bool>& running) {
  std::vector<double> milliseconds;
  while (running) {
    SeriesQuery query;
    query.host = "day";
    query.assignment = "r7/host.perf.fs_space";
    query.item = "/data7";
    query.limit = kRunsADay;
    const auto begin = std::chrono::steady_clock::now();
    const auto page = Must(api.ReadSeries({}, query));
    const auto found = Must(SeriesColumns::Parse(page.columns));
    if (found.size() != kRunsADay) {
      std::cerr << "the day has " << found.size() << " results\n";
      std::exit(1);
    }
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return milliseconds;
}

std::uint64_t FolderBytes(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

int Measure(const std::string& program, const Plan& plan) {
  const SystemClock clock;
  PosixStorage storage;
  TempFolder folder;
  const CollectorLayout layout{folder.path() + "/c"};
  Must(InitialiseCollector(storage, clock, layout.folder, "bench"));
  CollectorProcess collector(program, layout.folder);
  auto api = collector.AwaitApi(layout.operator_socket());
  Must(api->Policy({}, FsSpacePolicy(), "bench.toml", true));

  const double beat = plan.batch * double(plan.agents) / plan.results_per_s;  // seconds
  const int batches = static_cast<int>(std::ceil(plan.seconds / beat));
  std::cerr << "writing " << batches << " batches of " << plan.batch << " results\n";
  const std::vector<std::string> load = WriteBatches(batches, plan.batch);

  std::cerr << "a day of one host\n";
  const std::vector<std::string> day = WriteBatches(kRunsADay * kAssignments / 480, 480);
  LightAgents one(day, std::chrono::milliseconds(240));  // one agent's pace
  one.Add(EnrolForBench(*api, "day"));
  one.Connect();
  one.Run();

  std::cerr << "enrolling " << plan.agents << " agents\n";
  LightAgents agents(load,
                     std::chrono::duration_cast<Duration>(std::chrono::duration<double>(beat)));
  for (int i = 0; i < plan.agents; ++i) agents.Add(EnrolForBench(*api, fmt::format("bench{}", i)));
  agents.Connect();

  std::cerr << "sending for " << plan.seconds << " s\n";
  std::atomic<bool> running = true;
  std::vector<double> query_ms;
  std::thread asking([&] { query_ms = AskWhile(*api, running); });
  double fsync_ms = 0;
  std::thread syncing([&] { fsync_ms = FsyncP99(folder.path()); });
  const double cpu_before = collector.CpuSeconds();
  const SteadyTime started = clock.Steady();
  agents.Run();
  const double seconds = std::chrono::duration<double>(clock.Steady() - started).count();
  const double cpu = collector.CpuSeconds() - cpu_before;
  running = false;
  asking.join();
  syncing.join();

  const double results = double(agents.acked());
  const double samples = results * 3;
  fmt::print("ingest.results_per_s {:.0f} 1/s\n", results / seconds);
  fmt::print("ingest.samples_per_s {:.0f} 1/s\n", samples / seconds);
  fmt::print("ingest.server_cpu_us_per_result {:.3f} us\n", 1e6 * cpu / results);
  fmt::print("ingest.ack_p50_ms {:.1f} ms\n", Percentile(agents.ack_milliseconds(), 0.5));
  fmt::print("ingest.ack_p99_ms {:.1f} ms\n", Percentile(agents.ack_milliseconds(), 0.99));
  fmt::print("ingest.fsync_p99_ms {:.1f} ms\n", fsync_ms);
  fmt::print("ingest.query_p50_ms {:.1f} ms\n", Percentile(query_ms, 0.5));
  fmt::print("ingest.query_p99_ms {:.1f} ms\n", Percentile(query_ms, 0.99));
  fmt::print("ingest.wire_bytes_per_result {:.1f} bytes\n",
             double(agents.sent_bytes()) / double(agents.sent_results()));
  fmt::print("ingest.bytes_per_sample {:.2f} bytes\n",
             double(FolderBytes(layout.folder + "/xunjian.db.history")) / samples);
  fmt::print("ingest.collector_rss_mib {:.1f} MiB\n", collector.RssMib());
  return agents.acked() == agents.sent_results() ? 0 : 1;
}

}  // namespace
}  // namespace xunjian

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  xunjian::Plan plan;
  if (argc > 1) plan.agents = std::atoi(argv[1]);
  if (argc > 2) plan.results_per_s = std::atof(argv[2]);
  if (argc > 3) plan.seconds = std::atof(argv[3]);
  if (argc > 4) plan.batch = std::atoi(argv[4]);
  const fs::path here = fs::canonical("/proc/self/exe").parent_path();
  return xunjian::Measure((here.parent_path() / "bin" / "xunjian-collector").string(), plan);
}
