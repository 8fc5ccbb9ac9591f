#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "base/file_storage.h"
#include "collector/store/sqlite/sqlite_store.h"
#include "tests/support/collector_fixture.h"
#include "tests/support/temp_folder.h"

// Results a second that are decided and durably committed (SQLite, synchronous=FULL) in batches of
// 100, one batch a transaction; and, beside it, what an fdatasync of an append costs on this disk
// now.
namespace xunjian {
namespace {

constexpr int kBatches = 200;
constexpr int kBatchSize = 100;
constexpr int kSyncs = 300;

using Seconds = std::chrono::duration<double>;

void Commit(Store& store, const Changes& changes) {
  auto transaction = store.Begin().value();
  transaction->Write(changes).value();
  transaction->Commit(Timestamp(), {}).value();
}

double ResultsPerSecond(const std::string& path) {
  PosixStorage storage;
  auto store = OpenSqliteStore(storage, path).value();
  CollectorWorld world;
  Commit(*store, world.Handle(TokenCreated{FakeToken("web1", world.now)}));
  Commit(*store, world.Handle(FakeEnrolment("web1", "agent-1")));
  std::uint64_t seq = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kBatches; ++i) {
    std::vector<SequencedResult> results;
    for (int k = 0; k < kBatchSize; ++k) {
      world.Pass(std::chrono::milliseconds(1));
      results.push_back(ResultWith(++seq, kLoad, Outcome::kOk, world.now));
    }
    Commit(*store, world.Batch("agent-1", CollectorWorld::kEpoch, std::move(results)));
  }
  const Seconds spent = std::chrono::steady_clock::now() - start;
  return static_cast<double>(seq) / spent.count();
}

double FsyncP99Milliseconds(const std::string& path) {
  PosixStorage storage;
  auto file = storage.OpenAppend(path, 0600).value();
  std::vector<double> milliseconds;
  for (int i = 0; i < kSyncs; ++i) {
    file->Append(std::string(4096, 'x')).value();
    const auto start = std::chrono::steady_clock::now();
    file->Sync().value();
    milliseconds.push_back(Seconds(std::chrono::steady_clock::now() - start).count() * 1000);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  return milliseconds[milliseconds.size() * 99 / 100];
}

}  // namespace
}  // namespace xunjian

int main() {
  const xunjian::TempFolder folder;
  fmt::print("store.results_per_s {:.0f} 1/s\n", xunjian::ResultsPerSecond(folder / "bench.db"));
  fmt::print("store.fsync_p99_ms {:.2f} ms\n", xunjian::FsyncP99Milliseconds(folder / "append"));
}
