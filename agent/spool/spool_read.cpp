#include <algorithm>

#include "agent/spool/spool.h"
#include "spool_files.h"
#include "spool_format.h"

namespace xunjian {

Result<std::vector<SpoolRecord>> Spool::Read(std::uint64_t from_seq, std::size_t max_records,
                                             std::size_t max_bytes) {
  Reading reading{.from = from_seq, .records_left = max_records, .bytes_left = max_bytes};
  std::optional<Error> failure;
  for (Segment& segment : segments_) {
    if (reading.records_left == 0) break;
    if (segment.last < from_seq || segment.waiting == 0) continue;
    // A segment that cannot be read now keeps nobody from the newer ones.
    if (auto read = ReadSegment(segment, reading); !read && !failure) failure = read.error();
  }
  static_cast<void>(RemoveAcknowledged());  // segments whose last waiting records were damaged
  if (reading.records.empty() && failure) return *failure;
  return std::move(reading.records);
}

Result<void> Spool::ReadSegment(Segment& segment, Reading& reading) {
  const bool active = active_file_ && &segment == &segments_.back();
  Result<std::string> stored = active ? Result<std::string>(std::string())
                                      : storage_.Read(PathOf(segment.first), 2 * kMaxSegmentBytes);
  if (!stored && stored.error().code() != ErrorCode::kNotFound) return stored.error();
  const std::string_view bytes = active ? active_bytes_ : stored ? *stored : std::string_view();

  std::uint64_t expected = segment.first;
  bool whole = true;
  ScanSegment(bytes, {epoch_, segment.first}, [&](std::uint64_t seq, std::string_view payload) {
    if (seq > segment.last) return true;
    CountLost(segment, expected, seq - 1);
    expected = seq + 1;
    whole = Take(seq, payload, reading);
    return whole;
  });
  if (whole) CountLost(segment, expected, segment.last);
  return Ok();
}

bool Spool::Take(std::uint64_t seq, std::string_view payload, Reading& reading) {
  if (seq < reading.from || acknowledged_.Contains(seq)) return true;
  const bool fits = payload.size() <= reading.bytes_left || reading.records.empty();
  if (seq > synced_through_ || !fits || reading.records_left == 0) {
    reading.records_left = 0;
    return false;
  }
  reading.records.push_back({seq, std::string(payload)});
  reading.bytes_left -= std::min(reading.bytes_left, payload.size());
  --reading.records_left;
  return true;
}

void Spool::CountLost(Segment& segment, std::uint64_t first, std::uint64_t last) {
  const std::uint64_t before = segment.waiting;
  AcknowledgeIn(segment, first, last);
  damaged_ += before - segment.waiting;
}

Result<void> Spool::Acknowledge(std::uint64_t first, std::uint64_t last) {
  MarkAcknowledged(first, std::min(last, synced_through_));
  return RemoveAcknowledged();
}

void Spool::MarkAcknowledged(std::uint64_t first, std::uint64_t last) {
  for (Segment& segment : segments_) AcknowledgeIn(segment, first, last);
}

void Spool::AcknowledgeIn(Segment& segment, std::uint64_t first, std::uint64_t last) {
  const std::uint64_t added =
      acknowledged_.Add(std::max(first, segment.first), std::min(last, segment.last));
  segment.waiting -= added;
  unsaved_acknowledgements_ += added;
}

Result<void> Spool::RemoveAcknowledged() {
  for (std::size_t i = 0; i < segments_.size();) {
    const Segment& segment = segments_[i];
    const bool active = active_file_ && i + 1 == segments_.size();
    if (segment.waiting > 0 || active) {
      ++i;
      continue;
    }
    const auto removed = storage_.Remove(PathOf(segment.first));
    if (!removed && removed.error().code() != ErrorCode::kNotFound) return removed;
    acknowledged_.Remove(segment.first, segment.last);
    segments_.erase(segments_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return Ok();
}

std::uint64_t Spool::first_unacknowledged() const {
  const auto holds = [](const Segment& segment) { return segment.waiting > 0; };
  const auto segment = std::find_if(segments_.begin(), segments_.end(), holds);
  return segment == segments_.end() ? 0 : acknowledged_.NextOutside(segment->first);
}

std::uint64_t Spool::waiting() const {
  std::uint64_t sum = 0;
  for (const Segment& segment : segments_) sum += segment.waiting;
  return sum;
}

std::uint64_t Spool::bytes() const {
  std::uint64_t sum = 0;
  for (const Segment& segment : segments_) sum += segment.bytes;
  return sum;
}

std::string Spool::PathOf(std::uint64_t first) const {
  return folder_ + "/" + SegmentName({epoch_, first});
}

std::string Spool::PositionPath() const { return folder_ + "/" + std::string(kPositionName); }

}  // namespace xunjian
