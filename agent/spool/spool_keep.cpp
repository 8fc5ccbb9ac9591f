#include <algorithm>

#include "spool_epoch.h"
#include "spool_limits.h"

namespace xunjian {

Result<void> SpoolEpoch::Acknowledge(std::uint64_t first, std::uint64_t last) {
  unsaved_acknowledgements_ +=
      tiles_.Acknowledge(first, std::min(last, synced_through_), clock_.Steady());
  return Expire();
}

std::uint64_t SpoolEpoch::Resume(const SeqRanges& received) {
  const SeqRanges known = received.Within(1, synced_through_);
  const std::uint64_t back = tiles_.Resume(known, clock_.Steady());
  unsaved_acknowledgements_ = kSaveAfter;  // worth a write
  return back;
}

SpoolPosition SpoolEpoch::PositionNow() const {
  return {.epoch = epoch_,
          .version = version_,
          .reserved_through = reserved_through_,
          .gone_through = tiles_.gone_through(),
          .gone_voids = tiles_.gone_voids(),
          .last = synced_through_,
          .voids = tiles_.VoidsBefore(tiles_.list().size()),
          .lives = lives_,
          .acknowledged = tiles_.acknowledged()};
}

Result<void> SpoolEpoch::SavePosition(SpoolPosition position) {
  position.version = ++version_;
  auto saved = folder_.SavePosition(position);
  if (saved) unsaved_acknowledgements_ = 0;
  return saved;
}

// Idle segments are kept for their time, and as long as there is room for them.
Result<void> SpoolEpoch::Expire() {
  const std::uint64_t keep = options_.keep_bytes > 0 ? options_.keep_bytes : options_.max_bytes / 2;
  std::uint64_t idle_bytes = 0;
  for (const SpoolTile& tile : tiles_.list()) idle_bytes += tile.idle() ? tile.bytes : 0;
  while (const auto oldest = OldestIdle()) {
    const SpoolTile tile = tiles_.list()[*oldest];
    if (idle_bytes <= keep && !IsExpired(tile)) break;
    if (auto shed = Shed(*oldest); !shed) return shed;
    idle_bytes -= tile.bytes;
  }
  return Ok();
}

bool SpoolEpoch::IsExpired(const SpoolTile& tile) const {
  return !tile.has_file || clock_.Steady() - tile.settled_at >= options_.keep_acknowledged;
}

// The oldest one goes as a whole, and the position says so first: what is not there and not known
// to be gone is damage. Another one keeps an account of its numbers.
Result<void> SpoolEpoch::Shed(std::size_t i) {
  if (i > 0) return Rewrite(i, Drop::kAcknowledged);
  const SpoolTile& tile = tiles_.list().front();
  SpoolPosition position = PositionNow();
  position.gone_through = tile.last;
  position.gone_voids += tile.voids;
  if (auto saved = WithReserve([&] { return SavePosition(position); }); !saved) return saved;
  const SegmentId id = IdOf(0);
  const bool has_file = tile.has_file;
  tiles_.RemoveOldest();
  lives_.Forget(tiles_.gone_through());
  return has_file ? folder_.RemoveSegment(id) : Ok();
}

// The oldest idle tile that has something to give.
std::optional<std::size_t> SpoolEpoch::OldestIdle() const {
  const std::size_t sealed = tiles_.list().size() - (active_ ? 1 : 0);
  for (std::size_t i = 0; i < sealed; ++i) {
    const SpoolTile& tile = tiles_.list()[i];
    if (tile.idle() && (i == 0 || tile.records > 0)) return i;
  }
  return std::nullopt;
}

}  // namespace xunjian
