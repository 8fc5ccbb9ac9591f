#include <catch2/catch.hpp>

#include "small_spool.h"
#include "tests/support/small_disk.h"

namespace xunjian {
namespace {

using std::chrono::seconds;

constexpr SpoolOptions kOptions{
    .segment_bytes = 1 << 10, .max_bytes = 64 << 10, .reserve_bytes = 4 << 10};

class FullDisk {
 public:
  FullDisk() { spool_ = Spool::Open(disk_, "spool", clock_, kOptions).value(); }

  Spool& spool() { return *spool_; }
  SmallDisk& disk() { return disk_; }
  ManualClock& clock() { return clock_; }
  void Restart() {
    spool_.reset();
    spool_ = Spool::Open(disk_, "spool", clock_, kOptions).value();
  }

  // Appends and syncs one result a second; returns how many were refused.
  std::uint64_t Produce(int results, const std::string& shape = "") {
    std::uint64_t refused = 0;
    for (int i = 0; i < results; ++i) {
      clock_.Advance(seconds(1));
      const std::string now = shape.empty() ? std::to_string(++shapes_) : shape;
      refused += spool_->Append(SmallSpool::Entry(++produced_, now)) ? 0 : 1;
      REQUIRE(spool_->Sync().has_value());
    }
    return refused;
  }
  std::uint64_t produced() const { return produced_; }

 private:
  MemoryStorage real_;
  ManualClock clock_;
  SmallDisk disk_{real_, 1 << 20};
  std::unique_ptr<Spool> spool_;
  std::uint64_t produced_ = 0;
  int shapes_ = 0;
};

TEST_CASE("on a full disk the spool goes on for a while, then refuses, then goes on by itself") {
  FullDisk world;
  CHECK(world.Produce(20) == 0);
  world.disk().SetRoom(world.disk().used());
  CHECK(world.Produce(20) == 0);  // with what was reserved
  const std::uint64_t refused = world.Produce(200);
  CHECK(refused > 100);
  CHECK(world.spool().refused() == refused);
  SECTION("when there is room again") {}
  SECTION("although a change of outcome comes first") { world.Produce(1, "critical"); }
  world.disk().SetRoom(1 << 20);
  CHECK(world.Produce(10) == 0);
  CHECK(world.spool().refused() == 0);
  const SpoolSight sight = LookAt(world.spool());
  CHECK(sight.produced() == world.produced());
  CHECK(world.spool().produced() == world.produced());
  CHECK(sight.CountOf(GapReason::kCap) >= refused);
  CHECK(sight.CountOf(GapReason::kDamage) == 0);
}

TEST_CASE("on a full disk steady records make room for new ones") {
  FullDisk world;
  CHECK(world.Produce(200, "ok") == 0);
  world.disk().SetRoom(world.disk().used());
  CHECK(world.Produce(400, "ok") < 100);
  CHECK(world.spool().waiting() + world.spool().refused() == world.produced());
  const SpoolSight sight = LookAt(world.spool());
  CHECK(sight.produced() + world.spool().refused() == world.produced());
}

TEST_CASE("an agent starts on a full disk") {
  FullDisk world;
  CHECK(world.Produce(20) == 0);
  world.disk().SetRoom(0);
  world.Restart();
  CHECK(LookAt(world.spool()).records.size() == 20);
  world.Produce(50);
  world.disk().SetRoom(1 << 20);
  CHECK(world.Produce(1) == 0);
  CHECK(LookAt(world.spool()).produced() == world.produced());
}

TEST_CASE("the reserve is taken back when there is room again") {
  FullDisk world;
  CHECK(world.Produce(20) == 0);
  for (int round = 0; round < 3; ++round) {
    world.disk().SetRoom(world.disk().used());
    CHECK(world.Produce(20) == 0);
    world.disk().SetRoom(1 << 20);
    CHECK(world.Produce(10) == 0);
  }
}

}  // namespace
}  // namespace xunjian
