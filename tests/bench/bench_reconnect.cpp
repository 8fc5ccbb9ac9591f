// A restart of the collector under thousands of connected agents with 60 states each: memory, and
// the time until each of them has an acknowledgement again after kill -9. The agents run on the
// same processors. Prints `name value unit`.
//
//   reconnect [AGENTS]
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "base/clock.h"
#include "base/file_storage.h"
#include "collector/app/collector_config.h"
#include "collector/app/collector_layout.h"
#include "collector/app/initialise.h"
#include "proto/columns/result_splitter.h"
#include "tests/bench/fs_space_mix.h"
#include "tests/bench/percentile.h"
#include "tests/bench/returning_agents.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr int kPort = 17420;
constexpr double kLimit = 600;  // seconds

std::vector<SequencedRow> OneRound() {
  FsSpaceMix mix;
  ResultSplitter splitter;
  std::vector<SequencedRow> rows;
  for (int i = 0; i < kAssignments; ++i) {
    SplitResult split = splitter.Split(mix.Next());
    rows.push_back({0, std::move(split.shape), std::move(split.row)});
  }
  return rows;
}

// All agents come from one address here.
void AllowManyFromOneAddress(const std::string& path) {
  CollectorConfig config;
  config.connections_per_address = config.connections;
  std::ofstream(path) << CollectorConfigText(config);
}

int Measure(const std::string& program, int count) {
  const SystemClock clock;
  PosixStorage storage;
  TempFolder folder;
  const CollectorLayout layout{folder.path() + "/c"};
  Must(InitialiseCollector(storage, clock, layout.folder, "bench"));
  AllowManyFromOneAddress(layout.config());
  std::optional<CollectorProcess> collector;
  collector.emplace(program, layout.folder, kPort);
  auto api = collector->AwaitApi(layout.operator_socket());
  Must(api->Policy({}, FsSpacePolicy(), "bench.toml", true));
  const double empty = collector->RssMib();

  std::cerr << "enrolling " << count << " agents\n";
  std::vector<EnrolledAgent> enrolled;
  for (int i = 0; i < count; ++i) enrolled.push_back(EnrolForBench(*api, fmt::format("b{}", i)));
  const double known = collector->RssMib();

  std::cerr << "connecting them\n";
  const std::vector<SequencedRow> round = OneRound();
  ReturningAgents agents(round);
  for (EnrolledAgent& agent : enrolled) agents.Add(std::move(agent));
  agents.Produce();
  const auto first = agents.RunUntilAcked(kLimit);
  for (int i = 0; i < 3; ++i) {
    agents.Produce();
    agents.RunUntilAcked(kLimit);
  }
  agents.RunFor(30);
  const double steady = collector->RssMib();

  std::cerr << "kill -9\n";
  api.reset();
  collector->Kill();
  agents.Produce();
  collector.emplace(program, layout.folder, kPort);
  collector->AwaitApi(layout.operator_socket());
  const double model = collector->RssMib();
  const auto again = agents.RunUntilAcked(kLimit);
  const double peak = collector->PeakRssMib();
  agents.RunFor(30);

  fmt::print("reconnect.agents {} 1\n", count);
  fmt::print("reconnect.rss_empty_mib {:.1f} MiB\n", empty);
  fmt::print("reconnect.rss_enrolled_mib {:.1f} MiB\n", known);
  fmt::print("reconnect.rss_steady_mib {:.1f} MiB\n", steady);
  fmt::print("reconnect.rss_per_agent_kb {:.1f} KB\n", (steady - empty) * 1048.576 / count);
  fmt::print("reconnect.rss_per_agent_unconnected_kb {:.1f} KB\n",
             (model - empty) * 1048.576 / count);
  fmt::print("reconnect.first_ack_p99_s {:.1f} s\n", Percentile(first, 0.99));
  fmt::print("reconnect.ack_again_p50_s {:.1f} s\n", Percentile(again, 0.5));
  fmt::print("reconnect.ack_again_p99_s {:.1f} s\n", Percentile(again, 0.99));
  fmt::print("reconnect.ack_again_max_s {:.1f} s\n", Percentile(again, 1));
  fmt::print("reconnect.rss_peak_after_mib {:.1f} MiB\n", peak);
  fmt::print("reconnect.rss_after_mib {:.1f} MiB\n", collector->RssMib());
  return 0;
}

}  // namespace
}  // namespace xunjian

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  const fs::path here = fs::canonical("/proc/self/exe").parent_path();
  return xunjian::Measure((here.parent_path() / "bin" / "xunjian-collector").string(),
                          argc > 1 ? std::atoi(argv[1]) : 5000);
}
