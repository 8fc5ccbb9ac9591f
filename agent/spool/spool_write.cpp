#include <algorithm>

#include "agent/spool/spool.h"
#include "spool_files.h"
#include "spool_format.h"
#include "spool_position.h"

namespace xunjian {

Result<std::uint64_t> Spool::Append(std::string_view payload) {
  if (final_error_) return *final_error_;
  if (payload.size() > kMaxPayload) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"a record of {} bytes is too long for the spool (at most {})",
                      "记录长 {} 字节，超过队列的上限 {}"},
                     payload.size(), kMaxPayload);
  }
  const std::size_t size = kRecordHeaderBytes + payload.size();
  if (active_file_ && active_bytes_.size() + size > options_.segment_bytes) {
    if (auto sealed = SealActive(); !sealed) return sealed.error();
  }
  if (auto reserved = Reserve(); !reserved) return reserved.error();
  if (!active_file_) {
    if (auto opened = OpenActive(size); !opened) return opened.error();
  }
  return AppendToActive(EncodeRecord(epoch_, next_seq_, payload));
}

Result<std::uint64_t> Spool::AppendToActive(const std::string& record) {
  const std::uint64_t seq = next_seq_++;  // a half-written record burns its number too
  if (auto appended = active_file_->Append(record); !appended) {
    if (auto cut = SealAndCut(); !cut) return cut.error();
    return appended.error();
  }
  active_bytes_ += record;
  segments_.back().bytes += record.size();
  segments_.back().last = seq;
  ++segments_.back().waiting;
  unsynced_ = true;
  return seq;
}

Result<void> Spool::Sync() {
  if (final_error_) return *final_error_;
  if (unsynced_) {
    if (auto synced = active_file_->Sync(); !synced) {
      final_error_ = synced.error();
      return synced;
    }
    unsynced_ = false;
    synced_through_ = segments_.back().last;
  }
  // The records are safe; a position that cannot be written now is written later.
  if (unsaved_acknowledgements_ >= kSaveAfter) static_cast<void>(WritePosition());
  return Ok();
}

Result<void> Spool::Close() {
  if (auto synced = Sync(); !synced) return synced;
  reserved_through_ = next_seq_ - 1;  // nothing was given out beyond it
  return WritePosition();
}

Result<void> Spool::Reserve() {
  if (next_seq_ <= reserved_through_) return Ok();
  const std::uint64_t before = reserved_through_;
  reserved_through_ = next_seq_ + kReservation - 1;
  auto written = WritePosition();
  if (!written) reserved_through_ = before;
  return written;
}

Result<void> Spool::OpenActive(std::size_t record_bytes) {
  if (auto room = MakeRoom(record_bytes); !room) return room;
  const SegmentId id{epoch_, next_seq_};
  const std::string path = PathOf(id.first);
  auto file = storage_.OpenAppend(path, kSpoolFileMode);
  if (!file) return file.error();
  std::string header = SegmentHeader(id);
  if (auto appended = (*file)->Append(header); !appended) {
    ++next_seq_;  // and with it the name: nothing is ever appended to half a header
    static_cast<void>(storage_.Remove(path));
    return appended;
  }
  active_file_ = *std::move(file);
  segments_.push_back({.first = id.first, .last = id.first - 1, .bytes = header.size()});
  active_bytes_ = std::move(header);
  return Ok();
}

Result<void> Spool::SealActive() {
  if (auto synced = Sync(); !synced) return synced;
  active_file_.reset();
  active_bytes_.clear();
  static_cast<void>(RemoveAcknowledged());  // what cannot be removed now is tried again later
  return Ok();
}

// A disk can write a whole record and fail all the same: it must not be found at the next start.
Result<void> Spool::SealAndCut() {
  const std::string path = PathOf(segments_.back().first);
  const std::uint64_t good_bytes = active_bytes_.size();
  if (auto sealed = SealActive(); !sealed) return sealed;
  auto cut = storage_.Truncate(path, good_bytes);
  if (!cut && cut.error().code() == ErrorCode::kNotFound) return Ok();  // removed when sealed
  if (!cut) final_error_ = cut.error();
  return cut;
}

Result<void> Spool::MakeRoom(std::size_t record_bytes) {
  const std::uint64_t wanted = std::max(options_.segment_bytes, kSegmentHeaderBytes + record_bytes);
  while (!segments_.empty() && bytes() + wanted > options_.max_bytes) {
    if (auto dropped = DropOldest(); !dropped) return dropped;
  }
  return Ok();
}

Result<void> Spool::DropOldest() {
  const Segment oldest = segments_.front();
  if (oldest.waiting > 0) {
    dropped_ += oldest.waiting;
    MarkAcknowledged(oldest.first, oldest.last);
    // On a full disk this fails and the removal below is the cure; the next Sync writes it.
    if (!WritePosition()) unsaved_acknowledgements_ = kSaveAfter;
  }
  return RemoveAcknowledged();
}

Result<void> Spool::WritePosition() {
  const SpoolPosition position{.epoch = epoch_,
                               .reserved_through = reserved_through_,
                               .dropped = dropped_,
                               .acknowledged = acknowledged_};
  auto written = storage_.Replace(PositionPath(), EncodePosition(position), kSpoolFileMode);
  if (written) unsaved_acknowledgements_ = 0;
  return written;
}

}  // namespace xunjian
