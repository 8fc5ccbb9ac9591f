// What the collector's history costs: appending with its syncs, folding, questions while results go
// on coming, bytes on disk. A day of a hundred hosts, sixty assignments each, every thirty seconds,
// from recorded real results. Prints `name value unit`.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "collector/history/fold_loop.h"
#include "tests/bench/fed_history.h"
#include "tests/bench/percentile.h"
#include "tests/support/recorded_mix.h"
#include "tests/support/temp_folder.h"

namespace {

using namespace xunjian;
using namespace std::chrono_literals;

constexpr std::uint64_t kHosts = 100;
constexpr std::uint64_t kRoundsOfDay = 2880;
constexpr std::uint64_t kRoundsOfBatch = 15;  // 900 results
constexpr int kQuestions = 1000;
const Timestamp kMidnight{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)};

template <class Question>
void PrintLatency(std::string_view name, int questions, Question ask) {
  std::vector<double> milliseconds;
  for (int i = 0; i < questions; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    ask();
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
  }
  fmt::print("history.{}_p50_ms {:.2f} ms\n", name, Percentile(milliseconds, 0.5));
  fmt::print("history.{}_p99_ms {:.2f} ms\n", name, Percentile(milliseconds, 0.99));
}

void SendRounds(FedHistory& fed, RecordedMix& mix, std::uint64_t first) {
  for (std::uint64_t host = 0; host < kHosts; ++host) {
    fed.Append(host, mix.Batch(host, first, kRoundsOfBatch), mix.TimeOf(first + kRoundsOfBatch));
  }
  fed.Commit();
}

// Every batch with a sync of its own, the dearest way.
void MeasureAppend(RecordedMix& mix) {
  const TempFolder folder;
  FedHistory fed(folder / "history");
  for (std::uint64_t first = 0; first < 10 * kRoundsOfBatch; first += kRoundsOfBatch) {
    for (std::uint64_t host = 0; host < kHosts; ++host) {
      fed.Append(host, mix.Batch(host, first, kRoundsOfBatch), mix.TimeOf(first));
      fed.Commit();
    }
  }
  fmt::print("history.append_sync_cpu_us_per_result {:.3f} us\n", fed.spent().AppendEach());
}

void MeasureDay(FedHistory& fed, RecordedMix& mix) {
  std::uint64_t journal_bytes = 0;
  for (std::uint64_t first = 0; first + kRoundsOfBatch <= kRoundsOfDay; first += kRoundsOfBatch) {
    SendRounds(fed, mix, first);
    if (first == 2 * kRoundsOfBatch) journal_bytes = fed.history().figures().journal_bytes;
    fed.FoldAndCommit();
  }
  const HistoryFigures figures = fed.history().figures();
  fmt::print("history.append_grouped_cpu_us_per_result {:.3f} us\n", fed.spent().AppendEach());
  fmt::print("history.fold_cpu_us_per_result {:.3f} us\n", fed.spent().FoldEach());
  fmt::print("history.journal_bytes_per_result {:.1f} bytes\n",
             static_cast<double>(journal_bytes) /
                 static_cast<double>(3 * kRoundsOfBatch * kHosts * RecordedMix::kAssignments));
  fmt::print("history.samples_per_result {:.2f} count\n",
             static_cast<double>(figures.samples) / static_cast<double>(figures.results));
  fmt::print("history.bytes_per_result {:.2f} bytes\n",
             static_cast<double>(figures.day_bytes) / static_cast<double>(figures.day_results));
  fmt::print("history.bytes_per_sample {:.2f} bytes\n",
             static_cast<double>(figures.day_bytes) / static_cast<double>(figures.day_samples));
}

void AskOneSeries(const History& history, const RecordedMix& mix, std::mt19937_64& random,
                  bool join) {
  HistoryQuery query;
  query.epoch_numbers = {1 + random() % kHosts};
  const std::size_t assignment = random() % RecordedMix::kAssignments;
  query.assignment = "rule" + std::to_string(assignment) + "/" + mix.CheckOf(assignment);
  query.since = mix.TimeOf(0);
  query.until = mix.TimeOf(kRoundsOfDay) - 1ns;
  query.limit = 10'000;
  const HistoryAnswer answer = history.Query(query);
  if (answer.rows.size() != kRoundsOfDay) fmt::print(stderr, "{} rows\n", answer.rows.size());
  std::size_t joined = 0;
  for (const HistoryRow& row : answer.rows) joined += join ? row.Join().items.size() : 0;
  if (join && joined == 0) fmt::print(stderr, "nothing joined\n");
}

void AskLatest(const History& history, const RecordedMix& mix, std::mt19937_64& random,
               bool named) {
  LatestQuery query;
  query.epoch_numbers = {1 + random() % kHosts};
  query.since = mix.TimeOf(0);
  for (std::size_t i = 0; named && i < RecordedMix::kAssignments; ++i) {
    query.assignments.push_back("rule" + std::to_string(i) + "/" + mix.CheckOf(i));
  }
  const std::size_t found = history.Latest(query).rows.size();
  if (found != RecordedMix::kAssignments) fmt::print(stderr, "{} newest\n", found);
}

void MeasureQuestions(const History& history, const RecordedMix& mix, const std::string& when) {
  std::mt19937_64 random(1);
  PrintLatency("query" + when, kQuestions, [&] { AskOneSeries(history, mix, random, false); });
  PrintLatency("query_joined" + when, kQuestions,
               [&] { AskOneSeries(history, mix, random, true); });
  PrintLatency("latest" + when, kQuestions / 10, [&] { AskLatest(history, mix, random, true); });
  PrintLatency("latest_unnamed" + when, kQuestions / 10,
               [&] { AskLatest(history, mix, random, false); });
}

// The next hours of the same hosts, as fast as half a core can, with folding.
void MeasureQuestionsDuringIngest(FedHistory& fed, RecordedMix& mix, const RecordedMix& asking) {
  std::atomic<bool> done = false;
  FoldLoop loop(fed.history(), {.waits = [](const Error&) {},
                                .failed =
                                    [](const Error& reason) {
                                      fmt::print(stderr, "{}\n", reason.In(Language::kEnglish));
                                    }});
  std::thread ingest([&] {
    for (std::uint64_t first = kRoundsOfDay; !done; first += kRoundsOfBatch) {
      const auto begin = std::chrono::steady_clock::now();
      SendRounds(fed, mix, first);
      std::this_thread::sleep_for(std::chrono::steady_clock::now() - begin);
    }
  });
  const std::uint64_t before = fed.history().figures().results;
  const auto begin = std::chrono::steady_clock::now();
  MeasureQuestions(fed.history(), asking, "_during_ingest");
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  fmt::print("history.ingest_meanwhile_results_per_s {:.0f} count_per_s\n",
             static_cast<double>(fed.history().figures().results - before) / spent.count());
  done = true;
  ingest.join();
}

// Batches of one result, committed a hundred at a time.
void MeasureTrickle(RecordedMix& mix) {
  const TempFolder folder;
  FedHistory fed(folder / "history");
  std::uint64_t batches = 0;
  for (std::uint64_t round = 0; round < 60; ++round) {
    for (std::size_t assignment = 0; assignment < RecordedMix::kAssignments; ++assignment) {
      for (std::uint64_t host = 0; host < kHosts; ++host) {
        fed.Append(host, mix.Single(host, round, assignment),
                   mix.TimeOf(round) + std::chrono::milliseconds(assignment * 500 + host));
        if (++batches % 100 == 0) fed.Commit();
      }
    }
  }
  fmt::print("history.trickle_append_cpu_us_per_result {:.3f} us\n", fed.spent().AppendEach());
  fmt::print(
      "history.trickle_journal_bytes_per_result {:.1f} bytes\n",
      static_cast<double>(fed.history().figures().journal_bytes) / static_cast<double>(batches));
  // A batch far in the future seals the segment.
  fed.Append(0, mix.Single(0, 1000, 0), mix.TimeOf(1000));
  fed.Commit();
  fed.FoldAndCommit();
  const HistoryFigures figures = fed.history().figures();
  fmt::print("history.trickle_fold_cpu_us_per_result {:.3f} us\n", fed.spent().FoldEach());
  fmt::print("history.trickle_bytes_per_sample {:.2f} bytes\n",
             static_cast<double>(figures.day_bytes) / static_cast<double>(figures.day_samples));
}

void PrintMemory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("history.peak_rss_mb {} MB\n", usage.ru_maxrss / 1024);
}

}  // namespace

int main() {
  RecordedMix mix(kMidnight);
  MeasureAppend(mix);
  MeasureTrickle(mix);
  const TempFolder folder;
  FedHistory fed(folder / "history");
  MeasureDay(fed, mix);
  MeasureQuestions(fed.history(), mix, "");
  MeasureQuestionsDuringIngest(fed, mix, mix);
  PrintMemory();
}
