// write_seeds FOLDER: what the formats really look like, as FOLDER/TARGET/NAME, for the fuzzer to
// begin with.
#include <openssl/ssl.h>

#include <cstdio>
#include <memory>

#include "agent/app/agent_config.h"
#include "agent/spool/spool.h"
#include "base/file_storage.h"
#include "collector/app/collector_config.h"
#include "collector/decide/policy.h"
#include "collector/history/history.h"
#include "fuzz_input.h"
#include "history_image.h"
#include "proto/columns/batch_writer.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/row_bytes.h"
#include "proto/convert/agent_codec.h"
#include "spool_image.h"
#include "tests/contract/history/result_maker.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"
#include "tests/unit/proto/convert/random_words.h"

namespace xunjian {
namespace {

constexpr int kResults = 24;

class SeedFolder {
 public:
  explicit SeedFolder(std::string path) : path_(std::move(path)) {}

  void Add(const std::string& target, const std::string& name, const std::string& bytes) {
    const std::string folder = path_ + "/" + target;
    storage_.MakeFolder(folder, 0700).value();
    storage_.Replace(folder + "/" + name, bytes, 0600).value();
  }
  void Add(const std::string& target, const std::string& name, char choice, std::string_view text) {
    Add(target, name, choice + std::string(text));
  }

 private:
  std::string path_;
  PosixStorage storage_;
};

// The same few checks again and again, their numbers and sometimes a text changed.
std::vector<CheckResult> SteadyResults() {
  RandomWords words(1);
  std::vector<CheckResult> some;
  for (int i = 0; i < 3; ++i) some.push_back(words.Result());
  std::vector<CheckResult> results;
  for (int i = 0; i < kResults; ++i) {
    CheckResult result = some[i % some.size()];
    result.observed_at += std::chrono::seconds(i);
    for (ItemResult& item : result.items) {
      for (Metric& metric : item.observed.metrics) metric.value = i * 0.25;
      if (i % 9 == 0) item.outcome = Outcome::kCritical;
    }
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<SequencedRow> SteadyRows() {
  ResultSplitter splitter;
  std::vector<SequencedRow> rows;
  for (const CheckResult& result : SteadyResults()) {
    SplitResult split = splitter.Split(result);
    rows.push_back({2 * rows.size() + 1, std::move(split.shape), std::move(split.row)});
  }
  return rows;
}

void AddBatches(SeedFolder& folder) {
  const std::vector<SequencedRow> rows = SteadyRows();
  const std::span<const SequencedRow> all(rows);
  BatchWriter writer;
  std::string stream;
  for (std::size_t i = 0; i < rows.size(); i += 8) {
    AppendChunk(stream, 0, writer.Write(all.subspan(i, 8)));
  }
  folder.Add("batch", "stream", stream);
  std::string one;
  AppendChunk(one, 0, BatchWriter().Write(all.first(1)));
  folder.Add("batch", "one", one);
}

// `max_bytes` small: compacted segments, too.
std::string SpoolImage(std::uint64_t max_bytes) {
  const SpoolOptions options{.segment_bytes = 330, .max_bytes = max_bytes, .reserve_bytes = 0};
  const std::string folder = "spool";
  const ManualClock clock;
  MemoryStorage storage;
  auto spool = Spool::Open(storage, folder, clock, options).value();
  for (int i = 1; i <= 40; ++i) {
    if (i == 20) {
      Require(spool->Sync().has_value());
      spool = Spool::Open(storage, folder, clock, options).value();
    }
    const std::string shape = i % 5 == 0 ? "critical" : "ok";
    spool
        ->Append({.series = i % 2 == 0 ? "disk" : "memory",
                  .shape = std::make_shared<const std::string>(shape),
                  .row = "row " + std::to_string(i),
                  .at = clock.Now()})
        .value();
  }
  Require(spool->Sync().has_value());
  Require(spool->Acknowledge(2, 2).has_value());
  Require(spool->Close().has_value());
  return ImageOf(storage, folder);
}

// A journal alone, or also what was folded of it into days.
std::string HistoryImage(bool folds) {
  const HistoryOptions options{.segment_bytes = 600, .segment_age = std::chrono::hours(1)};
  const std::string folder = "history";
  MemoryStorage storage;
  ResultMaker maker(1);
  auto history = History::Open(storage, folder, "", options).value();
  std::string manifest;
  for (std::uint64_t commit = 1; commit <= 4; ++commit) {
    Require(history->Append(maker.Next(2, commit).Entry()).has_value());
    manifest = history->Sync().value();
    history->Committed();
    maker.Pass(std::chrono::hours(5));
  }
  while (folds && history->Fold().value()) {
    manifest = history->Sync().value();
    history->Committed();
  }
  return HistoryImageOf(storage, folder, manifest);
}

void AddMessages(SeedFolder& folder) {
  RandomWords words(2);
  const CheckResult result = words.Result();
  const auto add = [&](const char* name, char choice, const std::string& bytes) {
    folder.Add("messages", name, choice, bytes);
  };
  add("hello", 0, EncodeAgentMessage(Hello{"0.1.0", "boot", 7, 1, 9, "v1", ManualClock::kStart}));
  add("batch", 0, EncodeAgentMessage(ResultBatch{7, BatchWriter().Write(SteadyRows())}));
  add("gaps", 0, EncodeAgentMessage(words.Batch()));
  add("heartbeat", 0, EncodeAgentMessage(Heartbeat{ManualClock::kStart, 5, 6}));
  add("welcome", 1, EncodeCollectorMessage(Welcome{"web1", ManualClock::kStart}));
  add("ack", 1, EncodeCollectorMessage(Ack{7, {{1, 3}, {5, 5}}}));
  add("reject", 1, EncodeCollectorMessage(Reject{7, {4, 4}, "too late"}));
  add("ping", 1, EncodeCollectorMessage(Ping{7}));
  add("run", 1, EncodeCollectorMessage(RunNow{{"base/host.perf.fs_space"}}));
  add("push", 1, EncodeCollectorMessage(AssignmentPush{words.Set()}));
  add("set", 2, EncodeAssignmentSet(words.Set()));
  add("request", 3, EncodeRunRequest({1, words.OneAssignment()}));
  add("reply", 4, EncodeRunReply({1, result}));
}

void AddConfigs(SeedFolder& folder) {
  folder.Add("config", "agent", 0, AgentConfigText("collector.example:7420"));
  folder.Add("config", "collector", 1, CollectorConfigText({}));
  folder.Add("config", "policy", 2, DefaultPolicyText());
  folder.Add("config", "rule", 2, R"(schema = "xunjian.policy/1"
[grouping]
by = ["host", "role"]
[[assign]]
name = "port"
hosts = { role = "web" }
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:80", ignore = ["a"], limit = 3 }
thresholds.used = { warning = 80.5, critical = 90, warning_for = "5m" }
service = "shop"
interval = "1s"
attempts = 2
retry = "1s"
)");
}

std::string ClientHello() {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  &SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> client(SSL_new(context.get()), &SSL_free);
  BIO* out = BIO_new(BIO_s_mem());
  SSL_set_bio(client.get(), BIO_new(BIO_s_mem()), out);
  SSL_set_tlsext_host_name(client.get(), "collector.example");
  SSL_connect(client.get());
  std::string bytes(4096, '\0');
  bytes.resize(static_cast<std::size_t>(BIO_read(out, bytes.data(), 4096)));
  return bytes;
}

void WriteSeeds(const std::string& path) {
  SeedFolder folder(path);
  AddBatches(folder);
  folder.Add("spool", "plain", SpoolImage(1 << 20));
  folder.Add("spool", "compacted", SpoolImage(1400));
  folder.Add("history", "journal", HistoryImage(false));
  folder.Add("history", "days", HistoryImage(true));
  AddMessages(folder);
  AddConfigs(folder);
  folder.Add("client_hello", "openssl", ClientHello());
}

}  // namespace
}  // namespace xunjian

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: write_seeds FOLDER\n", stderr);
    return 2;
  }
  xunjian::WriteSeeds(arguments[1]);
}
