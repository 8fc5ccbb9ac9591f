// Whatever lies in a history's folder, checksums that hold included: it opens, every question has
// an answer, all of it folds, and what is appended then is there and stays.
#include <algorithm>
#include <memory>
#include <tuple>

#include "collector/history/history.h"
#include "fuzz_input.h"
#include "history_image.h"
#include "proto/columns/result_splitter.h"
#include "tests/support/memory_storage.h"

namespace {

using namespace xunjian;

constexpr std::size_t kMostRows = 1000;
constexpr std::uint64_t kEpochNumber = 0x10001;
constexpr Timestamp kReceived{std::chrono::days(20'000)};
constexpr const char* kFolder = "history";

std::unique_ptr<History> Open(FileStorage& storage, const std::string& manifest) {
  return History::Open(storage, kFolder, manifest, {.days = 1 << 20}).value();
}

std::tuple<Timestamp, std::uint64_t, std::uint64_t> PlaceOf(const HistoryRow& row) {
  return {row.observed_at, row.epoch_number, row.seq};
}

void AskEverything(const History& history) {
  HistoryAnswer newest = history.Query({.newest_first = true, .limit = kMostRows});
  const HistoryAnswer oldest = history.Query({.newest_first = false, .limit = kMostRows});
  Require(newest.rows.size() <= kMostRows);
  Require(std::ranges::is_sorted(oldest.rows, {}, &PlaceOf));
  std::ranges::reverse(newest.rows);
  Require(std::ranges::is_sorted(newest.rows, {}, &PlaceOf));
  if (!newest.cut_short && !oldest.cut_short) Require(newest.rows.size() == oldest.rows.size());
  for (const HistoryRow& row : oldest.rows) {
    Require(row.Join().items.size() == row.shape->skeleton().items.size());
    history.Find(row.epoch_number, row.seq);
  }
  history.Latest({});
  history.figures();
}

// One result, whose batch the commit after all others carries.
std::string Keep(History& history) {
  CheckResult result;
  result.check = "host.perf.load";
  result.observed_at = kReceived;
  ResultSplitter splitter;
  const ColumnBatch batch = ColumnBatch::Of(7, {{1, result}}, splitter);
  const std::uint32_t fresh[] = {0};
  const HistoryEntry entry{.epoch_number = kEpochNumber,
                           .commit = 1,
                           .epoch = 7,
                           .host = "web1",
                           .received_at = kReceived,
                           .batch = &batch,
                           .fresh = fresh};
  Require(history.Append(entry).has_value());
  std::string manifest = history.Sync().value();
  history.Committed();
  return manifest;
}

bool IsThere(const History& history) {
  const auto found = history.Find(kEpochNumber, 1);
  return found && found->host == "web1" && found->Join().check == "host.perf.load";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemoryStorage storage;
  std::string manifest =
      MakeHistoryFolder({reinterpret_cast<const char*>(data), size}, storage, kFolder);
  auto history = Open(storage, manifest);
  AskEverything(*history);
  if (history->Find(kEpochNumber, 1)) return 0;  // forged
  manifest = Keep(*history);
  Require(IsThere(*history));

  history = Open(storage, manifest);
  Require(IsThere(*history));
  while (history->Fold().value()) {
    manifest = history->Sync().value();
    history->Committed();
  }
  Require(IsThere(*history));
  AskEverything(*history);

  history = Open(storage, manifest);
  Require(IsThere(*history));
  return 0;
}
