#include <catch2/catch.hpp>
#include <random>

#include "spool_promises.h"
#include "tests/support/faulty_storage.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"

namespace xunjian {
namespace {

constexpr SpoolOptions kTiny{
    .segment_bytes = 1 << 10, .max_bytes = 6 << 10, .reserve_bytes = 0, .keep_bytes = 2 << 10};

// An agent's life in a few hundred steps that a seed chooses.
class Life {
 public:
  explicit Life(unsigned seed) : random_(seed) { Open(); }

  void Live(int steps) {
    for (int i = 0; i < steps; ++i) Step();
    Sync();
    Check();
  }

 private:
  std::uint64_t Number(std::uint64_t first, std::uint64_t last) {
    return std::uniform_int_distribution<std::uint64_t>(first, last)(random_);
  }

  void Open() {
    spool_ = Spool::Open(storage_, "spool", clock_, kTiny).value();
    Check();
  }

  void Step() {
    const std::uint64_t dice = Number(1, 100);
    if (dice <= 60) return Append();
    if (dice <= 78) return Sync();
    if (dice <= 88) return Acknowledge();
    if (dice <= 92) return clock_.Advance(std::chrono::hours(Number(1, 12)));
    if (dice <= 94) return Resume();
    if (dice <= 96) return Crash();
    if (dice <= 98) return Restart();
    Check();
  }

  void Append() {
    const std::string series = "series " + std::to_string(Number(1, 3));
    const std::string shape = Number(1, 6) == 1 ? "critical" : "ok";
    const std::string row(Number(0, 90), static_cast<char>('a' + Number(0, 25)));
    const SpoolEntry entry = MakeEntry(series, shape, row, clock_.Now());
    promises_.Appended(spool_->Append(entry).value(), entry);
    REQUIRE(spool_->bytes() <= kTiny.max_bytes);
  }

  void Sync() {
    REQUIRE(spool_->Sync().has_value());
    Synced();
  }

  void Synced() {
    promises_.Synced(*spool_);
    REQUIRE(spool_->produced() == promises_.synced());
  }

  void Acknowledge() {
    const std::uint64_t first = Number(1, spool_->last() + 1);
    const std::uint64_t last = std::min(first + Number(0, 30), spool_->last());
    REQUIRE(spool_->Acknowledge(first, last).has_value());
    promises_.Acknowledged(first, last);
  }

  void Resume() {
    SeqRanges received;
    for (const auto& [first, last] : promises_.ever_acknowledged().ranges()) {
      received.Add(first, Number(first, last));
    }
    spool_->Resume(received);
    promises_.Resumed(received);
    Check();
  }

  void Crash() {
    promises_.Synced(*spool_);
    spool_.reset();
    storage_.LoseUnsynced();
    promises_.Crashed();
    Open();
  }

  void Restart() {
    REQUIRE(spool_->Close().has_value());
    Synced();
    spool_.reset();
    Open();
  }

  void Check() {
    promises_.Synced(*spool_);  // a segment that is sealed is synced, too
    promises_.Check(*spool_, LookAt(*spool_, Number(1, 40)));
  }

  std::mt19937 random_;
  MemoryStorage disk_;
  FaultyStorage storage_{disk_, 0, FaultyStorage::After::kHealthy};
  ManualClock clock_;
  SpoolPromises promises_;
  std::unique_ptr<Spool> spool_;
};

TEST_CASE("whatever happens in whatever order, every number is accounted for") {
  constexpr unsigned kSeeds = 300;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    INFO("seed " << seed);
    Life(seed).Live(150);
  }
}

}  // namespace
}  // namespace xunjian
