// The road from an agent to the collector's disk: the real collector program, gRPC, mutual TLS and
// SQLite synchronous=FULL; the agents of the load are in this process, on the same processors.
// Prints `name value unit`.
#include <fmt/format.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <filesystem>
#include <iostream>
#include <thread>

#include "base/clock.h"
#include "base/ids.h"
#include "collector/app/collector_layout.h"
#include "collector/app/initialise.h"
#include "proto/columns/batch_writer.h"
#include "proto/columns/result_splitter.h"
#include "proto/rpc/agent_channel.h"
#include "tests/bench/collector_process.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr int kAgents = 4;
constexpr int kBatches = 200;
constexpr int kBatchSize = 500;

CheckResult SampleResult(std::uint64_t seq, Timestamp at) {
  CheckResult result;
  result.check = "host.perf.fs_space";
  result.assignment = "base/host.perf.fs_space";
  result.observed_at = at;
  result.duration = std::chrono::microseconds(180);
  ItemResult item;
  item.observed.item = "/";
  item.observed.metrics = {{"size_bytes", 2.7e11, "bytes"},
                           {"available_bytes", 8.6e10 + double(seq % 977), "bytes"}};
  item.readings = {{"used_percent", 17.25 + double(seq % 7), "percent"}};
  item.outcome = Outcome::kOk;
  item.code = "ok";
  result.items.push_back(std::move(item));
  return result;
}

// An agent that sends full batches with two in flight, as fast as the acks come.
class BenchAgent final : public AgentChannelHandler {
 public:
  BenchAgent(std::string address, TlsCredential tls, const Clock& clock)
      : clock_(clock), channel_(Options(address, std::move(tls)), io_.get_executor(), *this) {}

  void Run() {
    const auto until_closed = boost::asio::make_work_guard(io_);
    boost::asio::post(io_, [this] { channel_.Open(); });
    io_.run();
  }

  void OnOpen() override {
    Hello hello;
    hello.epoch = epoch_;
    hello.agent_version = "bench";
    hello.boot_id = "bench";
    hello.last_seq = std::uint64_t(kBatches) * kBatchSize;
    hello.now = clock_.Now();
    channel_.Send(hello);
  }
  void OnMessage(CollectorMessage message) override {
    if (std::holds_alternative<Welcome>(message)) {
      SendBatch();
      SendBatch();
    } else if (const auto* ack = std::get_if<Ack>(&message)) {
      for (const SeqRange& range : ack->ranges) acked_ += range.last - range.first + 1;
      if (acked_ == std::uint64_t(kBatches) * kBatchSize) return channel_.Close();
      SendBatch();
    }
  }
  void OnClosed(const Error& reason) override {
    if (acked_ < std::uint64_t(kBatches) * kBatchSize) {
      std::cerr << "an agent was cut off: " << reason.In(Language::kEnglish) << '\n';
    }
    io_.stop();
  }
  std::uint64_t acked() const { return acked_; }

 private:
  static AgentChannelOptions Options(std::string address, TlsCredential tls) {
    AgentChannelOptions options;
    options.address = std::move(address);
    options.tls = std::move(tls);
    return options;
  }
  void SendBatch() {
    if (sent_ == kBatches) return;
    ++sent_;
    std::vector<SequencedRow> rows;
    for (int i = 0; i < kBatchSize; ++i) {
      ++seq_;
      SplitResult split = splitter_.Split(SampleResult(seq_, clock_.Now()));
      rows.push_back({seq_, std::move(split.shape), std::move(split.row)});
    }
    channel_.Send(ResultBatch{epoch_, writer_.Write(rows)});
  }

  const Clock& clock_;
  boost::asio::io_context io_;
  AgentChannel channel_;
  ResultSplitter splitter_;
  BatchWriter writer_;
  std::uint64_t epoch_ = RandomEpoch();
  std::uint64_t seq_ = 0;
  std::uint64_t acked_ = 0;
  int sent_ = 0;
};

int Measure(const std::string& program) {
  const SystemClock clock;
  PosixStorage storage;
  TempFolder folder;
  const CollectorLayout layout{folder.path() + "/c"};
  Must(InitialiseCollector(storage, clock, layout.folder, "bench"));
  CollectorProcess collector(program, layout.folder);
  auto api = collector.AwaitApi(layout.operator_socket());

  std::vector<std::unique_ptr<BenchAgent>> agents;
  for (int i = 0; i < kAgents; ++i) {
    EnrolledAgent enrolled = EnrolForBench(*api, fmt::format("bench{}", i));
    agents.push_back(
        std::make_unique<BenchAgent>(enrolled.address, std::move(enrolled.tls), clock));
  }
  const SteadyTime started = clock.Steady();
  std::vector<std::thread> threads;
  for (auto& agent : agents) threads.emplace_back([&agent] { agent->Run(); });
  for (auto& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(clock.Steady() - started).count();
  const double cpu = collector.Stop();

  double results = 0;
  for (auto& agent : agents) results += double(agent->acked());
  fmt::print("road.results_per_s {:.0f} 1/s\n", results / seconds);
  fmt::print("road.collector_cpu_us_per_result {:.2f} us\n", 1e6 * cpu / results);
  fmt::print("road.results {:.0f} count\n", results);
  return results == double(kAgents) * kBatches * kBatchSize ? 0 : 1;
}

}  // namespace
}  // namespace xunjian

int main() {
  namespace fs = std::filesystem;
  const fs::path here = fs::canonical("/proc/self/exe").parent_path();
  return xunjian::Measure((here.parent_path() / "bin" / "xunjian-collector").string());
}
