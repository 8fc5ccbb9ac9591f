#pragma once

#include <cstdint>
#include <deque>

#include "base/time.h"
#include "proto/words/seq_ranges.h"

namespace xunjian {

// Private to agent_spool: a stretch of numbers and the file that holds what is left of it. Tiles
// leave no number out: what was lost or burnt behind a segment belongs to its tile.
struct SpoolTile {
  std::uint64_t first = 0;
  std::uint64_t last = 0;     // first - 1: no number yet
  std::uint64_t voids = 0;    // numbers that never had a result
  std::uint64_t waiting = 0;  // numbers not acknowledged
  std::uint64_t records = 0;
  std::uint64_t steady = 0;  // of the records
  std::uint64_t bytes = 0;
  bool has_file = true;
  bool rewritten = false;
  Timestamp newest_at;      // of its records
  SteadyTime settled_at{};  // since when nothing waits

  bool idle() const { return waiting == 0; }
};

// All numbers of a folder in memory: which were given, which are acknowledged, which tile holds
// them. No I/O. The newest tile is the one that grows.
class SpoolTiles {
 public:
  using List = std::deque<SpoolTile>;

  // Everything up to `through` is gone, `voids` of it never had a result.
  void StartAfter(std::uint64_t through, std::uint64_t voids);
  // For what is found on disk: a tile that begins after the newest one.
  void Push(const SpoolTile& tile) { list_.push_back(tile); }
  void PopNewest() { list_.pop_back(); }
  // The numbers up to `last` belong to the newest tile, or to one without a file; `voids` more of
  // its numbers never had a result.
  void Extend(std::uint64_t last, std::uint64_t voids);

  SpoolTile& newest() { return list_.back(); }
  SpoolTile& at(std::size_t i) { return list_[i]; }
  const List& list() const { return list_; }

  // Each returns how many numbers changed sides; `now` is remembered by tiles that become idle.
  std::uint64_t Acknowledge(std::uint64_t first, std::uint64_t last, SteadyTime now);
  std::uint64_t Resume(const SeqRanges& received, SteadyTime now);
  // They were acknowledged and are in no file any more.
  void Settle(const SeqRanges& seqs);
  // The oldest tile, which is idle, is gone.
  void RemoveOldest();
  // Tile i goes, and what it had belongs to the one before.
  void JoinToPrevious(std::size_t i);

  bool IsAcknowledged(std::uint64_t seq) const { return acknowledged_.Contains(seq); }
  const SeqRanges& acknowledged() const { return acknowledged_; }  // with all that is gone
  std::uint64_t gone_through() const { return gone_through_; }
  std::uint64_t gone_voids() const { return gone_voids_; }
  std::uint64_t next() const { return list_.empty() ? gone_through_ + 1 : list_.back().last + 1; }
  std::uint64_t VoidsBefore(std::size_t i) const;  // tile i; the end: of all numbers
  std::uint64_t FirstWaiting() const;              // 0: none
  std::uint64_t waiting() const;
  std::uint64_t bytes() const;

 private:
  void CountWaiting(SpoolTile& tile, SteadyTime now);

  List list_;
  std::uint64_t gone_through_ = 0;
  std::uint64_t gone_voids_ = 0;
  SeqRanges acknowledged_;
  SeqRanges settled_;  // within the tiles
};

}  // namespace xunjian
