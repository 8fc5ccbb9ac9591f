#include <algorithm>
#include <catch2/catch.hpp>

#include "collector/history/frame.h"
#include "collector/history/history_folder.h"
#include "collector/history/manifest.h"
#include "history_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// The file of a history with one byte of it changed, and then as it was.
class FlippedByte {
 public:
  FlippedByte(HistoryWorld& world, std::string name, std::string bytes)
      : world_(world), path_(world.path() + "/" + name), bytes_(std::move(bytes)) {}
  ~FlippedByte() { static_cast<void>(world_.storage.Replace(path_, bytes_, 0600)); }

  void Flip(std::size_t at) {
    std::string flipped = bytes_;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
    REQUIRE(world_.storage.Replace(path_, flipped, 0600).has_value());
  }
  void Cut(std::size_t size) {
    REQUIRE(
        world_.storage.Replace(path_, std::string_view(bytes_).substr(0, size), 0600).has_value());
  }

 private:
  HistoryWorld& world_;
  std::string path_;
  std::string bytes_;
};

// What is found is right; returns what is missing.
std::vector<KeptResult> Missing(const HistoryWorld& world) {
  const HistoryQuery all{.limit = kAll};
  const std::vector<KeptResult> found = KeptOf(world.history->Query(all));
  std::vector<KeptResult> missing = world.model.Query(all);
  for (const KeptResult& kept : found) REQUIRE(std::erase(missing, kept) == 1);
  return missing;
}

std::vector<Frame> FramesOf(const HistoryWorld& world, const std::string& name,
                            const std::string& bytes) {
  const std::uint32_t seed = SeedOf(DecodeManifest(world.manifest).value().history, name);
  FrameWalk walk(bytes, seed);
  std::vector<Frame> frames;
  for (Frame frame; walk.Next(frame);) frames.push_back(frame);
  REQUIRE(walk.AtEnd());
  REQUIRE(walk.damaged() == 0);
  return frames;
}

const Frame& FrameAt(const std::vector<Frame>& frames, std::size_t at) {
  const auto next =
      std::ranges::find_if(frames, [at](const Frame& frame) { return frame.offset > at; });
  return *(next - 1);
}

TEST_CASE("a flipped bit in the journal costs one record") {
  HistoryWorld world;
  constexpr std::size_t kBatch = 3;
  for (int i = 0; i < 8; ++i) world.Append(kBatch);
  world.Commit();
  const std::string name = JournalName(1);
  const std::string bytes = world.storage.Read(world.path() + "/" + name, 1 << 20).value();
  const auto frames = FramesOf(world, name, bytes);
  FlippedByte file(world, name, bytes);
  std::size_t batches_lost = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    INFO("byte " << at);
    file.Flip(at);
    world.Reopen();
    const auto missing = Missing(world);
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
  const std::string bytes = world.storage.Read(world.path() + "/" + name, 1 << 20).value();
  const auto frames = FramesOf(world, name, bytes);
  const auto batch = std::ranges::find(frames, FrameKind::kBatch, &Frame::kind);
  FlippedByte(world, name, bytes).Flip(0);  // shows that it is put back
  world.Reopen();
  REQUIRE(Missing(world).empty());
  std::string flipped = bytes;
  flipped[batch->offset + kFrameHeaderBytes + 5] ^= 4;
  REQUIRE(world.storage.Replace(world.path() + "/" + name, flipped, 0600).has_value());
  world.Reopen();
  const auto before = Missing(world);
  REQUIRE(!before.empty());
  world.FoldAll();
  CHECK(Missing(world) == before);
  CHECK(world.history->figures().segments_waiting == 0);
}

TEST_CASE("a flipped bit in a day costs one block, in its directory nothing") {
  HistoryWorld world;
  for (int part = 0; part < 2; ++part) {
    world.Fill(6, 3);
    world.Reopen();
    world.FoldAll();
  }
  const std::string name = DayName(DayOf(
      std::chrono::floor<std::chrono::milliseconds>(world.maker.now()).time_since_epoch().count()));
  const std::string bytes = world.storage.Read(world.path() + "/" + name, 1 << 20).value();
  const auto frames = FramesOf(world, name, bytes);
  REQUIRE(std::ranges::count(frames, FrameKind::kFooter, &Frame::kind) == 2);
  REQUIRE(Missing(world).empty());
  FlippedByte file(world, name, bytes);
  std::size_t blocks_lost = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    INFO("byte " << at);
    file.Flip(at);
    world.Reopen();
    const auto missing = Missing(world);
    const FrameKind kind = FrameAt(frames, at).kind;
    if (kind != FrameKind::kBlock) {
      REQUIRE(missing.empty());
      continue;
    }
    REQUIRE_FALSE(missing.empty());
    REQUIRE(world.history->figures().damaged_blocks == 1);
    REQUIRE(std::ranges::all_of(missing, [&missing](const KeptResult& kept) {
      return kept.epoch_number == missing.front().epoch_number;
    }));
    ++blocks_lost;
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
    const std::string bytes = world.storage.Read(world.path() + "/" + name, 1 << 20).value();
    FlippedByte file(world, name, bytes);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{5}, bytes.size() / 2, bytes.size() - 1}) {
      INFO(name << " of " << size << " bytes");
      file.Cut(size);
      world.Reopen();
      CHECK(Missing(world).size() < world.model.committed().size());
      CHECK(world.history->figures().damaged_records > 0);
    }
    REQUIRE(world.storage.Remove(world.path() + "/" + name).has_value());
    world.Reopen();
    CHECK(Missing(world).size() < world.model.committed().size());
  }
  world.Reopen();
  CHECK(Missing(world).empty());
}

}  // namespace
}  // namespace xunjian
