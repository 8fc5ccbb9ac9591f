// Every result that was produced is stored once or counted as missing, whatever was lost meanwhile.
#include <catch2/catch.hpp>

#include "tests/scenario/scenario_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

void Copy(const std::string& from, const std::string& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

std::uint64_t CountMissing(World& world) {
  std::uint64_t missing = 0;
  for (const GapRow& gap : world.collector.reader().ListGaps("", {}).value()) missing += gap.count;
  return missing;
}

// Where copies gave the same numbers.
void RequireEachOnceInItsEpoch(World& world) {
  std::set<std::pair<std::uint64_t, std::uint64_t>> names;
  std::set<std::pair<std::string, Timestamp>> made;
  for (const ResultRow& row : world.Results()) {
    REQUIRE(names.insert({row.epoch, row.seq}).second);
    REQUIRE(made.insert({row.check, row.observed_at}).second);
  }
  REQUIRE(names.size() == world.agent->produced());
}

TEST_CASE("what a full spool merged is counted: stored and missing are what was produced") {
  SpoolOptions small;
  small.segment_bytes = 4096;
  small.max_bytes = 16384;
  small.reserve_bytes = 0;
  World world(small);
  world.Pass(30s);
  world.agent->CutLine();
  world.Pass(1h);
  world.port_open = false;  // a change is worth more than what stayed as it was
  world.Pass(15s);
  world.port_open = true;
  world.Pass(1h);
  world.agent->RepairLine();
  world.Pass(5min);
  REQUIRE(world.agent->waiting() == 0);
  const std::uint64_t missing = CountMissing(world);
  CHECK(missing > 0);
  CHECK(world.Results().size() + missing == world.agent->produced());
  CHECK(world.HasFailed());
}

TEST_CASE("a collector restored from an old backup asks for what it lacks") {
  World world;
  world.Pass(1min);
  world.collector.Restart([&] { Copy(world.collector_folder(), world.backup()); });
  world.port_open = false;
  world.Pass(10min);
  REQUIRE(world.agent->waiting() == 0);  // all acknowledged
  world.collector.Restart([&] { Copy(world.backup(), world.collector_folder()); });
  REQUIRE(world.Results().size() < world.agent->produced());
  world.Pass(2min);
  RequireEachResultOnce(world);
  CHECK(world.Incidents().size() == 1);
}

TEST_CASE("an agent restored from an old copy begins a new epoch, and nothing is confused") {
  World world;
  world.Pass(1min);
  world.agent->Restart([&] { Copy(world.spool_folder(), world.backup()); });
  world.Pass(10min);
  const std::uint64_t epoch = world.agent->epoch();
  const std::uint64_t before = world.agent->produced();
  world.agent->Restart([&] { Copy(world.backup(), world.spool_folder()); });
  world.Pass(10min);
  REQUIRE(world.agent->waiting() == 0);
  CHECK(world.agent->epoch() != epoch);
  CHECK(world.agent->produced() > before + 50);
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
  for (const ResultRow& row : world.Results()) REQUIRE(seen.insert({row.epoch, row.seq}).second);
  CHECK(seen.size() == world.agent->produced());
  CHECK(world.Incidents().empty());
}

TEST_CASE("an old copy of an agent that went on alone for long loses nothing either") {
  World world;
  world.Pass(1min);
  world.agent->Restart([&] { Copy(world.spool_folder(), world.backup()); });
  world.Pass(5min);
  world.agent->Restart([&] { Copy(world.backup(), world.spool_folder()); });
  world.agent->CutLine();
  world.Pass(20min);  // more than the copy had missed
  world.agent->RepairLine();
  world.Pass(5min);
  REQUIRE(world.agent->waiting() == 0);
  CHECK(world.Results().size() == world.agent->produced());
}

TEST_CASE("an old copy that dies before it meets its collector loses nothing that it gave alone") {
  World world;
  world.Pass(1min);
  world.agent->Restart([&] { Copy(world.spool_folder(), world.backup()); });
  world.Pass(5min);
  world.agent->CutLine();
  world.agent->Restart([&] { Copy(world.backup(), world.spool_folder()); });
  world.Pass(20min);
  world.agent->Restart();
  world.Pass(1min);
  world.agent->RepairLine();
  world.Pass(5min);
  REQUIRE(world.agent->waiting() == 0);
  RequireEachOnceInItsEpoch(world);
}

TEST_CASE("what waits in a copy of a copy is stored once, whichever of them brings it") {
  World world;
  world.Pass(1min);
  world.agent->Restart([&] { Copy(world.spool_folder(), world.backup()); });
  world.Pass(5min);
  world.agent->CutLine();
  world.agent->Restart([&] { Copy(world.backup(), world.spool_folder()); });
  world.Pass(3min);  // given alone, and in both copies
  world.agent->Restart([&] { Copy(world.spool_folder(), world.backup()); });
  world.Pass(1min);
  world.agent->RepairLine();
  world.Pass(5min);
  REQUIRE(world.agent->waiting() == 0);
  world.agent->Restart([&] { Copy(world.backup(), world.spool_folder()); });
  world.Pass(5min);
  REQUIRE(world.agent->waiting() == 0);
  RequireEachOnceInItsEpoch(world);
}

TEST_CASE("after a long cut late results that passed do not solve what is failing now") {
  World world;
  world.Pass(30s);
  world.agent->CutLine();
  world.Pass(1h);
  world.port_open = false;
  world.Pass(30s);
  world.agent->RepairLine();
  world.Pass(3min);
  REQUIRE(world.agent->waiting() == 0);
  RequireEachResultOnce(world);
  const auto incidents = world.Incidents();
  const auto shop = std::ranges::find(incidents, "host=web1,service=shop", &IncidentRow::group);
  REQUIRE(shop != incidents.end());
  CHECK(shop->status == IncidentStatus::kOpen);  // late results that passed do not solve it
}

}  // namespace
}  // namespace xunjian
