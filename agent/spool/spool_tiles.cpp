#include "spool_tiles.h"

#include <algorithm>

namespace xunjian {

void SpoolTiles::StartAfter(std::uint64_t through, std::uint64_t voids) {
  gone_through_ = through;
  gone_voids_ = voids;
  acknowledged_.Add(1, through);
}

void SpoolTiles::Extend(std::uint64_t last, std::uint64_t voids) {
  if (list_.empty() && last < next()) return;
  if (list_.empty()) {
    list_.push_back({.first = next(), .last = next() - 1, .has_file = false});
  }
  SpoolTile& tile = list_.back();
  if (last > tile.last) {
    tile.waiting += last - tile.last;
    tile.last = last;
  }
  tile.voids = std::min(tile.voids + voids, tile.last - tile.first + 1);
}

std::uint64_t SpoolTiles::Acknowledge(std::uint64_t first, std::uint64_t last, SteadyTime now) {
  std::uint64_t all = 0;
  const auto before = [&](const SpoolTile& tile) { return tile.last < first; };
  auto tile = std::partition_point(list_.begin(), list_.end(), before);
  for (; tile != list_.end() && tile->first <= last; ++tile) {
    const std::uint64_t added =
        acknowledged_.Add(std::max(first, tile->first), std::min(last, tile->last));
    tile->waiting -= added;
    if (added > 0 && tile->idle()) tile->settled_at = now;
    all += added;
  }
  return all;
}

std::uint64_t SpoolTiles::Resume(const SeqRanges& received, SteadyTime now) {
  const SeqRanges before = std::move(acknowledged_);
  acknowledged_ = received.Within(gone_through_ + 1, next() - 1);
  acknowledged_.Add(1, gone_through_);
  Settle(SeqRanges(settled_));
  for (SpoolTile& tile : list_) CountWaiting(tile, now);
  SeqRanges back = before;
  back.RemoveAll(acknowledged_, 1, next() - 1);
  return back.Count();
}

void SpoolTiles::CountWaiting(SpoolTile& tile, SteadyTime now) {
  const bool was_idle = tile.idle();
  const std::uint64_t numbers = tile.last - tile.first + 1;
  tile.waiting = numbers - acknowledged_.CountIn(tile.first, tile.last);
  if (!was_idle && tile.idle()) tile.settled_at = now;
}

void SpoolTiles::Settle(const SeqRanges& seqs) {
  for (const auto& [first, last] : seqs.ranges()) {
    settled_.Add(first, last);
    acknowledged_.Add(first, last);
  }
}

void SpoolTiles::RemoveOldest() {
  gone_through_ = list_.front().last;
  gone_voids_ += list_.front().voids;
  settled_.Remove(list_.front().first, gone_through_);
  list_.pop_front();
}

void SpoolTiles::JoinToPrevious(std::size_t i) {
  SpoolTile& previous = list_[i - 1];
  previous.last = list_[i].last;
  previous.voids += list_[i].voids;
  previous.waiting += list_[i].waiting;
  previous.settled_at = std::max(previous.settled_at, list_[i].settled_at);
  list_.erase(list_.begin() + static_cast<std::ptrdiff_t>(i));
}

std::uint64_t SpoolTiles::VoidsBefore(std::size_t i) const {
  std::uint64_t voids = gone_voids_;
  for (std::size_t k = 0; k < i; ++k) voids += list_[k].voids;
  return voids;
}

std::uint64_t SpoolTiles::FirstWaiting() const {
  const std::uint64_t first = acknowledged_.NextOutside(1);
  return first < next() ? first : 0;
}

std::uint64_t SpoolTiles::waiting() const {
  std::uint64_t sum = 0;
  for (const SpoolTile& tile : list_) sum += tile.waiting;
  return sum;
}

std::uint64_t SpoolTiles::bytes() const {
  std::uint64_t sum = 0;
  for (const SpoolTile& tile : list_) sum += tile.bytes;
  return sum;
}

}  // namespace xunjian
