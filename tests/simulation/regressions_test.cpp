// Seeds that once broke a promise, each with what was wrong; and that a seed is a world.
#include <catch2/catch.hpp>

#include "tests/simulation/world.h"

namespace xunjian::sim {
namespace {

Verdict LiveThrough(std::uint64_t seed) { return World(seed, TempFolder(), false).Run(); }

TEST_CASE("a seed is a world: the same events, twice") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Verdict once = LiveThrough(seed);
    const Verdict again = LiveThrough(seed);
    CHECK(once.events > 100);
    CHECK(once.hash == again.hash);
    CHECK(once.broken == again.broken);
  }
}

TEST_CASE("another seed is another world") { CHECK(LiveThrough(1).hash != LiveThrough(2).hash); }

// Old copies of an agent's disk, before each start was a life of its own (docs/decisions/0014).
TEST_CASE("an old copy that dies before it meets its collector loses nothing") {
  for (const std::uint64_t seed : {218, 374, 458, 555}) {
    CAPTURE(seed);
    CHECK(LiveThrough(seed).broken == "");
  }
}

TEST_CASE("what waits in a copy of a copy that met no collector yet is stored once") {
  CHECK(LiveThrough(410).broken == "");
}

// Numbers burnt at the end of a life were acknowledged, and the next start, which found no trace of
// them, took them for its own: a collector that was restored is not told of them again.
TEST_CASE("what was burnt at the end of a life is owed to no restored collector") {
  for (const std::uint64_t seed : {1063, 1070}) {
    CAPTURE(seed);
    CHECK(LiveThrough(seed).broken == "");
  }
}

// A hello named a result that was not synced as the oldest one, above the newest that was.
TEST_CASE("a hello speaks of what is on disk alone") { CHECK(LiveThrough(2974).broken == ""); }

}  // namespace
}  // namespace xunjian::sim
