// Thirty days of twenty hosts from recorded real results, day after day into one history that keeps
// fourteen: what a result costs, how long a question takes, what lies on the disk. Prints `name
// value unit`, a line for each of the first and last days.
#include <fmt/format.h>

#include <random>

#include "tests/bench/fed_history.h"
#include "tests/bench/percentile.h"
#include "tests/support/recorded_mix.h"
#include "tests/support/temp_folder.h"

namespace {

using namespace xunjian;
using namespace std::chrono_literals;

constexpr std::uint64_t kHosts = 20;
constexpr std::uint64_t kDays = 30;
constexpr std::size_t kDaysKept = 14;
constexpr std::uint64_t kRoundsOfDay = 2880;
constexpr std::uint64_t kRoundsOfBatch = 15;  // 900 results
constexpr int kQuestions = 300;
const Timestamp kMidnight{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)};

void FeedDay(FedHistory& fed, RecordedMix& mix, std::uint64_t day) {
  for (std::uint64_t first = 0; first < kRoundsOfDay; first += kRoundsOfBatch) {
    for (std::uint64_t host = 0; host < kHosts; ++host) {
      const std::uint64_t round = day * kRoundsOfDay + first;
      fed.Append(host, mix.Batch(host, round, kRoundsOfBatch),
                 mix.TimeOf(round + kRoundsOfBatch - 1));
    }
    fed.Commit();
    fed.FoldAndCommit();
  }
}

// One series over the day that just ended.
double QueryP99(const History& history, const RecordedMix& mix, std::uint64_t day) {
  std::mt19937_64 random(day);
  std::vector<double> milliseconds;
  for (int i = 0; i < kQuestions; ++i) {
    HistoryQuery query;
    query.epoch_numbers = {1 + random() % kHosts};
    const std::size_t assignment = random() % RecordedMix::kAssignments;
    query.assignment = "rule" + std::to_string(assignment) + "/" + mix.CheckOf(assignment);
    query.since = mix.TimeOf(day * kRoundsOfDay);
    query.until = mix.TimeOf((day + 1) * kRoundsOfDay) - 1ns;
    query.limit = 10'000;
    const auto begin = std::chrono::steady_clock::now();
    const std::size_t rows = history.Query(query).rows.size();
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
    if (rows != kRoundsOfDay) fmt::print(stderr, "{} rows\n", rows);
  }
  return Percentile(milliseconds, 0.99);
}

}  // namespace

int main() {
  RecordedMix mix(kMidnight);
  const TempFolder folder;
  HistoryOptions options;
  options.days = kDaysKept;
  FedHistory fed(folder / "history", options);
  for (std::uint64_t day = 0; day < kDays; ++day) {
    const FedHistory::Spent before = fed.spent();
    FeedDay(fed, mix, day);
    if (day > 2 && day + 3 < kDays) continue;
    const FedHistory::Spent spent = fed.spent() - before;
    const HistoryFigures figures = fed.history().figures();
    fmt::print("month.day{}.append_cpu_us_per_result {:.3f} us\n", day + 1, spent.AppendEach());
    fmt::print("month.day{}.fold_cpu_us_per_result {:.3f} us\n", day + 1, spent.FoldEach());
    fmt::print("month.day{}.query_p99_ms {:.2f} ms\n", day + 1, QueryP99(fed.history(), mix, day));
    fmt::print("month.day{}.days_kept {} count\n", day + 1, figures.days);
    fmt::print("month.day{}.disk_mib {:.1f} MiB\n", day + 1,
               static_cast<double>(figures.day_bytes + figures.journal_bytes) / (1 << 20));
  }
}
