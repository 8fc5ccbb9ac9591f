#include <algorithm>
#include <catch2/catch.hpp>

#include "collector/history/history_folder.h"
#include "damaged_file.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

std::vector<HistoryLoss> LostOf(const HistoryWorld& world) {
  return world.history->Query({.limit = kAll}).lost;
}

std::uint64_t CountOf(const std::vector<HistoryLoss>& lost) {
  std::uint64_t count = 0;
  for (const HistoryLoss& loss : lost) count += loss.count;
  return count;
}

bool Names(const HistoryLoss& loss, const KeptResult& kept) {
  return loss.epoch_number == kept.epoch_number && loss.first_seq <= kept.seq &&
         kept.seq <= loss.last_seq && loss.first_at <= kept.result.observed_at &&
         kept.result.observed_at <= loss.last_at;
}

// Every missing result is named by what is lost, with its host, number and time, and no other is.
void CheckNamed(const HistoryWorld& world) {
  const auto missing = MissingOf(world);
  const auto lost = LostOf(world);
  REQUIRE(CountOf(lost) == missing.size());
  REQUIRE(lost.empty() == missing.empty());
  for (const KeptResult& kept : missing) {
    REQUIRE(
        std::ranges::any_of(lost, [&kept](const HistoryLoss& loss) { return Names(loss, kept); }));
  }
}

std::string TodayOf(const HistoryWorld& world) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(world.maker.now());
  return DayName(DayOf(now.time_since_epoch().count()));
}

TEST_CASE("whatever bit of the journal is flipped, what it costs is named") {
  HistoryWorld world;
  for (int commit = 0; commit < 3; ++commit) {
    for (int i = 0; i < 3; ++i) world.Append(3);
    world.Commit();
  }
  DamagedFile file(world, JournalName(1));
  for (std::size_t at = 0; at < file.bytes().size(); at += 3) {
    INFO("byte " << at);
    file.Flip(at);
    world.Reopen();
    CheckNamed(world);
  }
}

TEST_CASE("what a fold could not read stays named when the journal is gone") {
  HistoryWorld world;
  for (int i = 0; i < 8; ++i) world.Append(3);
  world.Commit();
  const auto place = GENERATE(0, 1);  // of a batch: its header, its payload
  DamagedFile file(world, JournalName(1));
  const auto frames = file.Frames();
  const auto batch = std::ranges::find(frames, FrameKind::kBatch, &Frame::kind);
  file.Flip(batch->offset + 2 + static_cast<std::size_t>(place) * kFrameHeaderBytes);
  world.Reopen();
  CheckNamed(world);
  const auto before = LostOf(world);
  REQUIRE(before.size() == 1);
  world.FoldAll();
  REQUIRE(world.history->figures().segments_waiting == 0);
  CHECK(LostOf(world) == before);
  world.Reopen();
  CHECK(LostOf(world) == before);
  CheckNamed(world);

  const std::uint64_t other = before.front().epoch_number + 1;
  CHECK(world.history->Query({.epoch_numbers = {other}}).lost.empty());
  CHECK(world.history->Query({.until = before.front().first_at - 1ns}).lost.empty());
  CHECK(world.history->Query({.since = before.front().last_at + 1ns}).lost.empty());
}

TEST_CASE("whatever bit of a day is flipped, what it costs is named") {
  HistoryWorld world;
  for (int part = 0; part < 2; ++part) {
    world.Fill(6, 3);
    world.Reopen();
    world.FoldAll();
  }
  DamagedFile file(world, TodayOf(world));
  for (std::size_t at = 0; at < file.bytes().size(); at += 3) {
    INFO("byte " << at);
    file.Flip(at);
    world.Reopen();
    CheckNamed(world);
  }
}

TEST_CASE("a flipped bit in a block costs one bundle of it") {
  HistoryWorld world(1, {.segment_bytes = 1 << 20, .segment_age = 2h, .days = 400});
  world.Fill(60, 100);
  world.Reopen();
  world.FoldAll();
  DamagedFile file(world, TodayOf(world));
  const auto frames = file.Frames();
  const auto block =
      std::ranges::max_element(frames, {}, [](const Frame& frame) { return frame.payload.size(); });
  REQUIRE(block->kind == FrameKind::kBlock);
  file.Flip(block->offset + kFrameHeaderBytes + block->payload.size() - 40);
  world.Reopen();
  CheckNamed(world);
  const auto lost = LostOf(world);
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().count < (lost.front().last_seq - lost.front().first_seq) / 2);
}

// Two places at once: nobody tells of the block but the sums.
TEST_CASE("a block that the directory does not name is named by its part") {
  HistoryWorld world;
  world.Fill(6, 3);
  world.Reopen();
  world.FoldAll();
  DamagedFile file(world, TodayOf(world));
  const auto frames = file.Frames();
  const auto block = std::ranges::find(frames, FrameKind::kBlock, &Frame::kind);
  const auto directory = std::ranges::find(frames, FrameKind::kDirectory, &Frame::kind);
  const auto place = GENERATE(0U, 20U);  // the header of the block, its payload
  file.FlipAll({block->offset + place, directory->offset + kFrameHeaderBytes + 3});
  world.Reopen();
  const auto missing = MissingOf(world);
  const auto lost = LostOf(world);
  REQUIRE(lost.size() == 1);
  REQUIRE_FALSE(missing.empty());
  CHECK(lost.front().count == missing.size());
  CHECK(lost.front().epoch_number == 0);
  for (const KeptResult& kept : missing) {
    CHECK(lost.front().first_at <= kept.result.observed_at);
    CHECK(kept.result.observed_at <= lost.front().last_at);
  }
  // It may be of any host.
  CHECK(world.history->Query({.epoch_numbers = {missing.front().epoch_number}}).lost.size() == 1);
}

TEST_CASE("a batch and what tells of it, both damaged, are a loss of unknown extent") {
  HistoryWorld world;
  world.Fill(3, 3, 1min);
  DamagedFile file(world, JournalName(1));
  const auto frames = file.Frames();
  const auto first = std::ranges::find(frames, FrameKind::kContents, &Frame::kind);
  const auto batch = std::ranges::find(first, frames.end(), FrameKind::kBatch, &Frame::kind);
  const auto contents = std::ranges::find(batch, frames.end(), FrameKind::kContents, &Frame::kind);
  file.FlipAll({batch->offset + 1, contents->offset + 20});
  world.Reopen();
  REQUIRE(MissingOf(world).size() == 3);
  const auto lost = LostOf(world);
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().count == 0);
  CHECK(lost.front().epoch_number == 0);
  const auto received = world.model.committed().at(3).received_at;
  CHECK(lost.front().first_at <= received);
  CHECK(received <= lost.front().last_at);
  world.FoldAll();
  CHECK(LostOf(world) == lost);
}

TEST_CASE("a file that was cut short, emptied or taken away is named, and costs no other file") {
  HistoryWorld world;
  world.Fill(60, 5);
  world.FoldAll();
  world.Fill(60, 5);
  const auto names = world.storage.List(world.path()).value();
  REQUIRE(names.size() >= 3);
  for (const std::string& name : names) {
    DamagedFile file(world, name);
    const std::size_t size = file.bytes().size();
    for (const std::size_t left : {std::size_t{0}, std::size_t{5}, size / 2, size - 1}) {
      INFO(name << " of " << left << " bytes");
      file.Cut(left);
      world.Reopen();
      CHECK((MissingOf(world).empty() || !LostOf(world).empty()));
    }
    file.Remove();
    world.Reopen();
    CHECK_FALSE(LostOf(world).empty());
  }
}

TEST_CASE("a journal file that was taken away costs no committed byte of the next one") {
  HistoryWorld world;
  world.Fill(120, 5);
  const auto names = world.storage.List(world.path()).value();
  REQUIRE(names.size() >= 3);
  REQUIRE(world.storage.Remove(world.path() + "/" + names.front()).has_value());
  world.Reopen();
  const auto missing = MissingOf(world);
  const auto lost = LostOf(world);
  REQUIRE(lost.size() == 1);
  REQUIRE(world.history->Fold().value());
  world.Commit();
  world.Reopen();
  CHECK(MissingOf(world) == missing);
  CHECK(LostOf(world) == lost);
  CHECK(world.history->figures().fold_lag < 2h);
  world.FoldAll();
  world.Reopen();
  CHECK(MissingOf(world) == missing);
  CHECK(LostOf(world) == lost);
}

TEST_CASE("a journal file that nothing stands beside is a loss of any time") {
  HistoryWorld world;
  world.Fill(3, 5);
  REQUIRE(world.storage.Remove(world.path() + "/" + JournalName(1)).has_value());
  world.Reopen();
  CHECK(world.history->Query({.since = world.maker.now() - 24h}).lost.size() == 1);
  world.FoldAll();
  CHECK(world.history->Query({.since = world.maker.now() - 24h}).lost.size() == 1);
}

}  // namespace
}  // namespace xunjian
