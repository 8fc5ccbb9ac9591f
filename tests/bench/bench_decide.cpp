#include <fmt/format.h>

#include <chrono>

#include "tests/support/collector_fixture.h"

// Nanoseconds per result through Decide and Apply, in batches of 100 of one host's assignment:
// results that change nothing, and results that turn the state each time.
namespace xunjian {
namespace {

constexpr int kBatches = 2000;
constexpr std::uint64_t kBatchSize = 100;

double NanosecondsPerResult(bool turning) {
  CollectorWorld world;
  world.EnrolHost("web1", "agent-1");
  std::uint64_t seq = 0;
  std::vector<std::vector<SequencedResult>> batches(kBatches);
  for (auto& batch : batches) {
    for (std::uint64_t i = 0; i < kBatchSize; ++i) {
      const bool fails = turning && i % 2 == 1;
      batch.push_back(
          ResultWith(++seq, kLoad, fails ? Outcome::kWarning : Outcome::kOk, world.now));
    }
  }
  const auto start = std::chrono::steady_clock::now();
  for (auto& batch : batches) {
    world.Batch("agent-1", CollectorWorld::kEpoch, std::move(batch));
  }
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
  return spent.count() / static_cast<double>(seq);
}

}  // namespace
}  // namespace xunjian

int main() {
  fmt::print("decide.unchanged_ns {:.0f} ns\n", xunjian::NanosecondsPerResult(false));
  fmt::print("decide.changed_ns {:.0f} ns\n", xunjian::NanosecondsPerResult(true));
}
