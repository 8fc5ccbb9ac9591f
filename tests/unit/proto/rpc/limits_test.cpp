#include <catch2/catch.hpp>

#include "proto/rpc/failure_limit.h"
#include "proto/rpc/live_connections.h"
#include "proto/rpc/peer.h"
#include "tests/support/manual_clock.h"

using namespace xunjian;

TEST_CASE("failures of a minute are counted by name, and forgotten") {
  ManualClock clock;
  FailureLimit limit(clock, 2);
  CHECK(limit.MayTry("a"));
  limit.Failed("a");
  CHECK(limit.MayTry("a"));
  clock.Advance(std::chrono::seconds(30));
  limit.Failed("a");
  CHECK_FALSE(limit.MayTry("a"));
  CHECK(limit.MayTry("b"));
  clock.Advance(std::chrono::seconds(30));  // the first is a minute old
  CHECK(limit.MayTry("a"));
}

TEST_CASE("a flood of names cannot fill the memory") {
  ManualClock clock;
  FailureLimit limit(clock, 5);
  for (std::size_t i = 0; i < FailureLimit::kMostNames; ++i) limit.Failed(std::to_string(i));
  CHECK_FALSE(limit.MayTry("one more"));
  CHECK(limit.MayTry("0"));
  clock.Advance(std::chrono::minutes(1));
  CHECK(limit.MayTry("one more"));
}

TEST_CASE("a connection counts until its descriptor is another socket, or none") {
  std::map<int, ino_t> open = {{3, 100}, {4, 101}};
  LiveConnections live([&](int descriptor) -> std::optional<ino_t> {
    const auto found = open.find(descriptor);
    if (found == open.end()) return std::nullopt;
    return found->second;
  });
  live.Add(3, "a");
  live.Add(4, "a");
  live.Sweep();
  CHECK(live.CountOf("a") == 2);
  open.erase(3);
  open[4] = 200;
  live.Sweep();
  CHECK(live.CountOf("a") == 0);
  CHECK(live.size() == 0);
}

TEST_CASE("a descriptor that comes again stands for the new connection") {
  ino_t inode = 1;
  LiveConnections live([&](int) { return inode; });
  live.Add(3, "a");
  inode = 2;
  live.Add(3, "b");
  CHECK(live.CountOf("a") == 0);
  CHECK(live.CountOf("b") == 1);
  CHECK(live.size() == 1);
}

TEST_CASE("a peer's address is written as people write it") {
  CHECK(AddressOfPeer("ipv4:127.0.0.1:40112") == "127.0.0.1:40112");
  CHECK(AddressOfPeer("ipv6:%5B::1%5D:40112") == "[::1]:40112");
  CHECK(HostOfAddress("127.0.0.1:40112") == "127.0.0.1");
  CHECK(HostOfAddress("[::1]:40112") == "[::1]");
}
