#include <catch2/catch.hpp>

#include "collector/history/block_reader.h"
#include "proto/columns/byte_reader.h"
#include "proto/columns/result_splitter.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kMost = ~0ULL;
constexpr std::uint64_t kMany = 1 << 26;  // of eight bytes: half a gibibyte

// What a block says of itself, all of whose columns are zeros, which take no bytes.
struct Claim {
  std::uint64_t batches = 1;
  std::uint64_t groups = 1;
  std::uint64_t rows = 1;
  std::uint64_t numbers = 0;
  std::uint64_t texts = 0;
};

std::string Sized(std::string_view bytes) {
  std::string packed;
  Compressor().Compress(bytes, packed);
  std::string sized;
  PutBytes(sized, packed);
  return sized;
}

std::string BlockOf(const Claim& claim) {
  CheckResult result;
  result.check = "host.perf.load";
  constexpr std::size_t kZeroColumn = 1;
  const std::string columns(4 * kZeroColumn + 2, '\0');  // two of them say in which unit
  std::string head;
  PutVarint(head, 1);
  PutLittle(head, 7, sizeof(std::uint64_t));
  PutBytes(head, "web1");
  PutVarint(head, claim.batches);
  head.append(3 * kZeroColumn, '\0');
  PutVarint(head, claim.groups);
  PutBytes(head, ResultSplitter().Split(result).shape->bytes());
  PutLittle(head, kMost, sizeof(std::uint64_t));
  PutVarint(head, claim.rows);
  PutVarint(head, claim.numbers);
  PutVarint(head, claim.texts);
  PutVarint(head, columns.size() << 1 | 1);
  return Sized(head) + Sized(columns);
}

bool IsBlock(const Claim& claim) {
  ShapeCache cache;
  BlockFacts facts;
  return BlockReader().Describe(BlockOf(claim), cache, facts);
}

TEST_CASE("a block that says it unfolds to more than memory should hold is none") {
  REQUIRE(IsBlock({}));
  REQUIRE(IsBlock({.batches = 9192, .rows = 9192}));
  CHECK_FALSE(IsBlock({.rows = kMany}));
  CHECK_FALSE(IsBlock({.batches = kMany}));
  CHECK_FALSE(IsBlock({.groups = kMany}));
  CHECK_FALSE(IsBlock({.numbers = kMost, .texts = 2}));
  CHECK_FALSE(IsBlock({.numbers = 2, .texts = kMost}));
  CHECK_FALSE(IsBlock({.rows = 1 << 20, .numbers = 1 << 20}));
}

bool IsBatch(std::int64_t received_ms) {
  std::string payload;
  for (int number = 0; number < 3; ++number) PutVarint(payload, 1);
  PutSignedVarint(payload, received_ms);
  PutVarint(payload, 0);
  return BatchDecoder().Start(payload);
}

// Its day would be the name of a file.
TEST_CASE("a batch that came when no clock can stand is none") {
  constexpr std::int64_t kLast = 9'223'372'036'854;
  CHECK(IsBatch(kLast));
  CHECK(IsBatch(-kLast));
  CHECK_FALSE(IsBatch(kLast + 1));
  CHECK_FALSE(IsBatch(-kLast - 1));
}

}  // namespace
}  // namespace xunjian
