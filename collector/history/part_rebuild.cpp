#include "part_rebuild.h"

#include <algorithm>
#include <set>

namespace xunjian {
namespace {

constexpr std::size_t kEntryBytes = sizeof(BlockEntry);
constexpr std::size_t kWindow = 8 << 20;

}  // namespace

DayFile::Entries PartRebuild::Run() {
  WalkFrames();
  if (!part_.lost) ReadDirectory();
  AddListed();
  AddUnnamed();
  return std::move(entries_);
}

void PartRebuild::WalkFrames() {
  std::size_t window = kWindow;
  std::uint64_t at = part_.begin;
  while (at < part_.end) {
    const auto bytes = file_.Read(at, std::min<std::uint64_t>(window, part_.end - at));
    if (!bytes || bytes->empty()) break;
    FrameWalk walk(*bytes, day_.seed(), at);
    for (Frame frame; walk.Next(frame);) Take(frame);
    std::ranges::copy(walk.holes(), std::back_inserter(holes_));
    const bool at_end = at + bytes->size() == part_.end;
    if (walk.offset() == at) window *= 2;  // a frame longer than the window
    at = walk.offset();
    if (at_end) break;
  }
  if (at < part_.end) holes_.push_back({at, part_.end, std::nullopt});
}

void PartRebuild::Take(const Frame& frame) {
  BlockFacts facts;
  last_kind_ = frame.kind;
  if (frame.kind == FrameKind::kDirectory && part_.lost) TakeDirectory(frame.payload);
  if (frame.kind != FrameKind::kBlock || !blocks_.Describe(frame.payload, cache_, facts)) return;
  entries_.push_back(EntryOf(facts, frame.offset, kFrameHeaderBytes + frame.payload.size()));
}

void PartRebuild::ReadDirectory() {
  const std::uint64_t at = part_.footer.directory;
  if (at >= part_.end) return;
  const std::uint64_t entries = std::min(part_.footer.blocks, (part_.end - at) / kEntryBytes);
  if (const auto bytes = file_.Read(at, entries * kEntryBytes)) TakeDirectory(*bytes);
}

void PartRebuild::TakeDirectory(std::string_view entries) {
  for (std::size_t at = 0; at + kEntryBytes <= entries.size(); at += kEntryBytes) {
    if (const auto entry = ReadEntry(entries.substr(at), day_.seed())) listed_.push_back(*entry);
  }
}

void PartRebuild::AddListed() {
  std::set<std::uint64_t> known;
  for (const BlockEntry& entry : entries_) known.insert(entry.offset);
  std::ranges::copy_if(listed_, std::back_inserter(entries_), [&known](const BlockEntry& entry) {
    return entry.is_loss() || !known.contains(entry.offset);
  });
}

// How many results are in what nobody names is known where no other part is damaged.
void PartRebuild::AddUnnamed() {
  const bool unnamed = std::ranges::any_of(
      holes_, [this](const FrameHole& hole) { return MayHoldBlocks(hole) && !IsNamed(hole); });
  if (!unnamed && !IsCutOff()) return;
  std::uint64_t known = 0;
  for (const BlockEntry& entry : entries_) known += entry.is_loss() ? 0 : entry.rows;
  HistoryLoss loss{.first_at = Timestamp(Duration(part_.footer.observed_min)),
                   .last_at = Timestamp(Duration(part_.footer.observed_max))};
  if (results_ && *results_ > known) loss.count = *results_ - known;
  entries_.push_back(EntryOf(loss));
}

bool PartRebuild::MayHoldBlocks(const FrameHole& hole) const {
  if (hole.kind && *hole.kind != FrameKind::kBlock) return false;
  if (!part_.lost) return hole.begin + kFrameHeaderBytes < part_.footer.directory;
  return hole.begin + kFooterFrameBytes != part_.end;
}

// A file may be cut off where a frame ends, and have grown since.
bool PartRebuild::IsCutOff() const {
  const bool ends_damaged = !holes_.empty() && holes_.back().end == part_.end;
  return part_.lost && !ends_damaged && last_kind_ != FrameKind::kFooter;
}

bool PartRebuild::IsNamed(const FrameHole& hole) const {
  return std::ranges::any_of(listed_, [&hole](const BlockEntry& entry) {
    return !entry.is_loss() && entry.offset <= hole.begin &&
           hole.end <= entry.offset + entry.frame_bytes;
  });
}

}  // namespace xunjian
