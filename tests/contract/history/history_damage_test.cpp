#include <algorithm>
#include <catch2/catch.hpp>

#include "collector/history/history_folder.h"
#include "damaged_file.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a flipped bit in the journal costs one record") {
  HistoryWorld world;
  constexpr std::size_t kBatch = 3;
  for (int i = 0; i < 8; ++i) world.Append(kBatch);
  world.Commit();
  const std::string name = JournalName(1);
  DamagedFile file(world, name);
  const std::string& bytes = file.bytes();
  const auto frames = file.Frames();
  std::size_t batches_lost = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    INFO("byte " << at);
    file.Flip(at);
    world.Reopen();
    const auto missing = MissingOf(world);
    const FrameKind kind = FrameAt(frames, at).kind;
    const bool counted = world.history->figures().damaged_records > 0;
    REQUIRE(counted);
    if (kind == FrameKind::kStart) REQUIRE(missing.empty());
    if (kind == FrameKind::kBatch) {
      REQUIRE(missing.size() <= kBatch);
      REQUIRE(std::ranges::all_of(missing, [&](const KeptResult& kept) {
        return kept.epoch == missing.front().epoch && kept.seq < missing.front().seq + 10;
      }));
      batches_lost += !missing.empty();
    }
  }
  CHECK(batches_lost > 50);
}

TEST_CASE("a damaged record is not folded, and all others are") {
  HistoryWorld world;
  for (int i = 0; i < 8; ++i) world.Append(3);
  world.Commit();
  const std::string name = JournalName(1);
  DamagedFile file(world, name);
  const auto frames = file.Frames();
  const auto batch = std::ranges::find(frames, FrameKind::kBatch, &Frame::kind);
  file.Flip(batch->offset + kFrameHeaderBytes + 5);
  world.Reopen();
  const auto before = MissingOf(world);
  REQUIRE(!before.empty());
  world.FoldAll();
  CHECK(MissingOf(world) == before);
  CHECK(world.history->figures().segments_waiting == 0);
}

TEST_CASE("a flipped bit in a day costs at most one block, in its directory and headers nothing") {
  HistoryWorld world;
  for (int part = 0; part < 2; ++part) {
    world.Fill(6, 3);
    world.Reopen();
    world.FoldAll();
  }
  const std::string name = DayName(DayOf(
      std::chrono::floor<std::chrono::milliseconds>(world.maker.now()).time_since_epoch().count()));
  DamagedFile file(world, name);
  const std::string& bytes = file.bytes();
  const auto frames = file.Frames();
  REQUIRE(std::ranges::count(frames, FrameKind::kFooter, &Frame::kind) == 2);
  REQUIRE(MissingOf(world).empty());
  std::size_t blocks_lost = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    INFO("byte " << at);
    file.Flip(at);
    world.Reopen();
    const auto missing = MissingOf(world);
    const Frame& frame = FrameAt(frames, at);
    const bool in_block = frame.kind == FrameKind::kBlock;
    if (!in_block || at < frame.offset + kFrameHeaderBytes) REQUIRE(missing.empty());
    if (!in_block) continue;
    REQUIRE(world.history->figures().damaged_blocks == 1);
    REQUIRE(std::ranges::all_of(missing, [&missing](const KeptResult& kept) {
      return kept.epoch_number == missing.front().epoch_number;
    }));
    blocks_lost += !missing.empty();  // a bit may mean nothing
  }
  CHECK(blocks_lost > 100);
}

TEST_CASE("a file that was cut short, emptied or taken away costs no more than itself") {
  HistoryWorld world;
  world.Fill(60, 5);
  world.FoldAll();
  world.Fill(10, 5);
  const auto names = world.storage.List(world.path()).value();
  REQUIRE(names.size() >= 2);
  for (const std::string& name : names) {
    DamagedFile file(world, name);
    const std::string& bytes = file.bytes();
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{5}, bytes.size() / 2, bytes.size() - 1}) {
      INFO(name << " of " << size << " bytes");
      file.Cut(size);
      world.Reopen();
      CHECK(MissingOf(world).size() < world.model.committed().size());
      CHECK(world.history->figures().damaged_records > 0);
    }
    file.Remove();
    world.Reopen();
    CHECK(MissingOf(world).size() < world.model.committed().size());
  }
  world.Reopen();
  CHECK(MissingOf(world).empty());
}

}  // namespace
}  // namespace xunjian
