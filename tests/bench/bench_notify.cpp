// From a result that arrives to a webhook that has it whole: the real collector program, gRPC,
// mutual TLS, both commits durable, a sink on loopback; one at a time, as troubles come. Every
// failing result opens an incident, every passing one solves it. Prints `name value unit`.
//
//   notify [INCIDENTS]
#include <fmt/format.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <filesystem>
#include <fstream>
#include <future>
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
#include "tests/bench/fsync_probe.h"
#include "tests/bench/percentile.h"
#include "tests/support/http_sink.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr std::string_view kPolicy = R"(schema = "xunjian.policy/1"
[[assign]]
name = "base"
checks = ["host.perf.fs_space"]
interval = "1h"
attempts = 1
[[notify]]
name = "all"
channels = ["hook"]
)";

CheckResult ResultWith(Outcome outcome, Timestamp at) {
  CheckResult result;
  result.check = "host.perf.fs_space";
  result.assignment = "base/host.perf.fs_space";
  result.observed_at = at;
  result.complete = true;
  ItemResult item;
  item.observed.item = "/";
  item.outcome = outcome;
  item.code = outcome == Outcome::kOk ? "ok" : "timeout";
  item.arguments = {{"limit", "5s"}};
  result.items.push_back(std::move(item));
  return result;
}

// Sends one result when it is asked to.
class BenchAgent final : public AgentChannelHandler {
 public:
  BenchAgent(EnrolledAgent enrolled, const Clock& clock, std::uint64_t results)
      : clock_(clock),
        results_(results),
        channel_(Options(std::move(enrolled)), io_.get_executor(), *this),
        thread_([this] { Run(); }) {
    welcomed_.get_future().wait();
  }
  ~BenchAgent() {
    boost::asio::post(io_, [this] { channel_.Close(); });
    thread_.join();
  }

  void Send(Outcome outcome) {
    boost::asio::post(io_, [this, outcome] {
      SplitResult split = splitter_.Split(ResultWith(outcome, clock_.Now()));
      const SequencedRow row{++seq_, std::move(split.shape), std::move(split.row)};
      channel_.Send(ResultBatch{epoch_, writer_.Write(std::span(&row, 1))});
    });
  }

  void OnOpen() override {
    Hello hello;
    hello.epoch = epoch_;
    hello.agent_version = "bench";
    hello.boot_id = "bench";
    hello.last_seq = results_;
    hello.now = clock_.Now();
    channel_.Send(hello);
  }
  void OnMessage(CollectorMessage message) override {
    if (std::holds_alternative<Welcome>(message)) welcomed_.set_value();
  }
  void OnClosed(const Error&) override { io_.stop(); }

 private:
  void Run() {
    const auto until_closed = boost::asio::make_work_guard(io_);
    boost::asio::post(io_, [this] { channel_.Open(); });
    io_.run();
  }
  static AgentChannelOptions Options(EnrolledAgent enrolled) {
    AgentChannelOptions options;
    options.address = std::move(enrolled.address);
    options.tls = std::move(enrolled.tls);
    return options;
  }

  const Clock& clock_;
  const std::uint64_t results_;
  boost::asio::io_context io_;
  AgentChannel channel_;
  ResultSplitter splitter_;
  BatchWriter writer_;
  const std::uint64_t epoch_ = RandomEpoch();
  std::uint64_t seq_ = 0;
  std::promise<void> welcomed_;
  std::thread thread_;
};

void AddWebhook(const CollectorLayout& layout, const HttpSink& sink) {
  std::ofstream(layout.config(), std::ios::app)
      << "[[channel]]\nname = \"hook\"\nkind = \"webhook\"\nurl = \"" << sink.url() << "/\"\n";
}

std::vector<double> TellAll(BenchAgent& agent, HttpSink& sink, std::size_t news) {
  std::vector<double> milliseconds;
  for (std::size_t i = 1; i <= news; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    agent.Send(i % 2 == 1 ? Outcome::kCritical : Outcome::kOk);
    sink.Await(i);
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
    // The report of the delivery before is committed meanwhile, as it would be.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return milliseconds;
}

int Measure(const std::string& program, std::size_t incidents) {
  const SystemClock clock;
  PosixStorage storage;
  TempFolder folder;
  HttpSink sink;
  const CollectorLayout layout{folder.path() + "/c"};
  Must(InitialiseCollector(storage, clock, layout.folder, "bench"));
  AddWebhook(layout, sink);
  CollectorProcess collector(program, layout.folder);
  auto api = collector.AwaitApi(layout.operator_socket());
  Must(api->Policy({}, std::string(kPolicy), "bench.toml", true));
  BenchAgent agent(EnrolForBench(*api, "bench1"), clock, 2 * incidents);

  double fsync_ms = 0;
  std::thread syncing([&] { fsync_ms = FsyncP99(folder.path()); });
  const std::vector<double> milliseconds = TellAll(agent, sink, 2 * incidents);
  syncing.join();
  fmt::print("notify.webhook_p50_ms {:.2f} ms\n", Percentile(milliseconds, 0.5));
  fmt::print("notify.webhook_p99_ms {:.2f} ms\n", Percentile(milliseconds, 0.99));
  fmt::print("notify.fsync_p99_ms {:.2f} ms\n", fsync_ms);
  return 0;
}

}  // namespace
}  // namespace xunjian

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  const std::size_t incidents = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 300;
  const fs::path here = fs::canonical("/proc/self/exe").parent_path();
  return xunjian::Measure((here.parent_path() / "bin" / "xunjian-collector").string(), incidents);
}
