#include <algorithm>

#include "spool_epoch.h"
#include "spool_limits.h"

namespace xunjian {

Result<std::uint64_t> SpoolEpoch::Append(const SpoolEntry& entry) {
  const std::size_t bytes =
      kFrameOverhead + entry.series.size() + entry.shape->size() + entry.row.size();
  if (auto ready = Prepare(1, bytes); !ready) return ready.error();
  const bool steady = shapes_.IsSteady(entry);
  auto seq = Write(SegmentFrameKind::kRecord, 1, active_->writer().Encode(entry, steady));
  if (!seq) return seq;
  SpoolTile& tile = tiles_.newest();
  ++tile.records;
  tile.steady += steady ? 1 : 0;
  tile.newest_at = std::max(tile.newest_at, entry.at);
  shapes_.Remember(entry.series, entry.shape);
  return seq;
}

Result<std::uint64_t> SpoolEpoch::AppendRun(const SpoolRun& run) {
  if (auto ready = Prepare(run.count, kFrameOverhead); !ready) return ready.error();
  return Write(SegmentFrameKind::kRun, run.count, EncodeRun(run));
}

// Makes sure of numbers, and of a segment with room for a frame.
Result<void> SpoolEpoch::Prepare(std::uint64_t numbers, std::size_t frame_bytes) {
  if (final_error_) return *final_error_;
  if (active_) {
    const bool full = active_->bytes().size() + frame_bytes > options_.segment_bytes;
    const bool far = tiles_.next() + numbers - active_->id().first > kMaxSegmentOffset;
    if (full || far) {
      if (auto sealed = SealActive(); !sealed) return sealed;
    }
  }
  if (auto reserved = Reserve(numbers); !reserved) return reserved;
  return active_ ? Ok() : OpenActive(frame_bytes);
}

Result<std::uint64_t> SpoolEpoch::Write(SegmentFrameKind kind, std::uint64_t numbers,
                                        std::string_view payload) {
  const std::uint64_t seq = tiles_.next();
  if (auto appended = active_->Append(kind, seq, payload); !appended) {
    if (auto given_up = GiveUpActive(); !given_up) return given_up.error();
    Burn(numbers);  // a half-written frame burns its numbers, too
    return appended.error();
  }
  tiles_.Extend(seq + numbers - 1, 0);
  tiles_.newest().bytes = active_->bytes().size();
  unsynced_ = true;
  return seq;
}

Result<void> SpoolEpoch::OpenActive(std::size_t frame_bytes) {
  const std::uint64_t wanted = std::max(options_.segment_bytes, kSegmentHeaderBytes + frame_bytes);
  if (auto room = MakeRoom(wanted); !room) return room;
  const SegmentHeader header{.id = {.epoch = epoch_, .first = tiles_.next()},
                             .voids_before = tiles_.VoidsBefore(tiles_.list().size()),
                             .life = lives_.IdOf(tiles_.next())};
  auto created = WithRoom([&]() -> Result<void> {
    auto file = folder_.CreateSegment(header, wanted);
    if (!file) return file.error();
    active_ = std::make_unique<ActiveSegment>(header, *std::move(file));
    return Ok();
  });
  if (!created) {
    // Nothing is ever appended to half a header, or to what is not ours. Of a disk that is merely
    // full there is nothing.
    if (created.error().code() != ErrorCode::kUnavailable) Burn(1);
    return created;
  }
  tiles_.Push(
      {.first = header.id.first, .last = header.id.first - 1, .bytes = active_->bytes().size()});
  return Ok();
}

Result<void> SpoolEpoch::SyncActive() {
  if (final_error_) return *final_error_;
  if (!unsynced_) return Ok();
  if (auto synced = active_->Sync(); !synced) {
    final_error_ = synced.error();
    return synced;
  }
  unsynced_ = false;
  synced_through_ = tiles_.next() - 1;
  return Ok();
}

Result<void> SpoolEpoch::SealActive() {
  if (auto synced = SyncActive(); !synced || !active_) return synced;
  const SegmentId id = active_->id();
  const std::size_t bytes = active_->bytes().size();
  active_.reset();
  static_cast<void>(folder_.CutSegment(id, bytes));  // the room taken ahead
  return Ok();
}

// A disk can write a whole frame and fail all the same: it must not be found at the next start.
Result<void> SpoolEpoch::GiveUpActive() {
  if (auto synced = SyncActive(); !synced) return synced;
  auto cut = folder_.CutSegment(active_->id(), active_->bytes().size());
  active_.reset();
  if (!cut) final_error_ = cut.error();
  return cut;
}

void SpoolEpoch::Burn(std::uint64_t numbers) {
  tiles_.Extend(tiles_.next() + numbers - 1, numbers);
  synced_through_ = tiles_.next() - 1;
}

Result<void> SpoolEpoch::Reserve(std::uint64_t numbers) {
  const std::uint64_t last = tiles_.next() + numbers - 1;
  if (last <= reserved_through_) return Ok();
  const std::uint64_t before = reserved_through_;
  reserved_through_ = last + kReservation;
  auto saved = WithRoom([&] { return SavePosition(PositionNow()); });
  if (!saved) reserved_through_ = before;
  return saved;
}

Result<void> SpoolEpoch::Sync() {
  if (auto synced = SyncActive(); !synced) return synced;
  reserve_.Keep(clock_.Steady());
  // The records are safe; what cannot be tidied up or saved now is later.
  static_cast<void>(Expire());
  if (unsaved_acknowledgements_ >= kSaveAfter) static_cast<void>(SavePosition(PositionNow()));
  return Ok();
}

Result<void> SpoolEpoch::Close() {
  if (auto sealed = SealActive(); !sealed) return sealed;
  reserved_through_ = tiles_.next() - 1;  // nothing was given out beyond it
  return WithReserve([&] { return SavePosition(PositionNow()); });
}

}  // namespace xunjian
