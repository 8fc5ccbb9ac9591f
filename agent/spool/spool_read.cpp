#include <algorithm>
#include <unordered_set>

#include "spool_epoch.h"

namespace xunjian {
namespace {

// What one Read has gathered and may still take.
class Gathering {
 public:
  Gathering(std::uint64_t from, std::uint64_t gone, std::size_t max_records, std::size_t max_bytes)
      : from_(from), records_left_(max_records), bytes_left_(max_bytes) {
    reading_.through = std::max(from - 1, gone);
  }

  // False: there is no room for it, and for nothing after it.
  bool Take(std::uint64_t seq, const StoredRecord& record) {
    std::size_t bytes = record.series.size() + record.row.size();
    if (shapes_.insert(record.shape.get()).second) bytes += record.shape->size();
    const bool fits = bytes <= bytes_left_ || reading_.records.empty();
    full_ = full_ || records_left_ == 0 || !fits;
    if (full_) return false;
    reading_.records.push_back({seq, record.ToEntry()});
    bytes_left_ -= std::min(bytes_left_, bytes);
    --records_left_;
    return true;
  }

  void TakeGaps(const SegmentAccount& account, const SeqRanges& acknowledged) {
    for (const ResultGap* gap : account.gaps()) {
      SeqRanges seqs = gap->seqs.Within(from_, reading_.through);
      seqs.RemoveAll(acknowledged, from_, reading_.through);
      if (!seqs.empty()) reading_.gaps.push_back(CutGap(*gap, std::move(seqs)));
    }
  }

  std::uint64_t from() const { return from_; }
  bool full() const { return full_; }
  SpoolReading& reading() { return reading_; }

 private:
  const std::uint64_t from_;
  std::size_t records_left_;
  std::size_t bytes_left_;
  bool full_ = false;
  std::unordered_set<const std::string*> shapes_;
  SpoolReading reading_;
};

}  // namespace

Result<SpoolReading> SpoolEpoch::Read(std::uint64_t from_seq, std::size_t max_records,
                                      std::size_t max_bytes) {
  Gathering gathering(std::max<std::uint64_t>(from_seq, 1), tiles_.gone_through(), max_records,
                      max_bytes);
  SpoolReading& reading = gathering.reading();
  std::optional<Error> failure;
  for (std::size_t i = 0; i < tiles_.list().size() && !gathering.full(); ++i) {
    const SpoolTile& tile = tiles_.list()[i];
    if (tile.last < gathering.from()) continue;
    if (!tile.idle()) {
      const auto scan = ScanTile(i, [&](std::uint64_t seq, const StoredRecord& record) {
        if (seq < gathering.from() || tiles_.IsAcknowledged(seq)) return true;
        return gathering.Take(seq, record);
      });
      reading.through = scan ? scan->through : tile.last;
      // A segment that cannot be read now keeps nobody from the newer ones.
      if (!scan && !failure) failure = scan.error();
      if (scan) gathering.TakeGaps(scan->account, tiles_.acknowledged());
    } else {
      reading.through = std::min(tile.last, synced_through_);
    }
  }
  if (reading.records.empty() && reading.gaps.empty() && failure) return *failure;
  return std::move(reading);
}

Result<SegmentScan> SpoolEpoch::ScanTile(std::size_t i, const Take& take) {
  const SpoolTile& tile = tiles_.list()[i];
  const std::uint64_t last = std::min(tile.last, synced_through_);
  Result<std::string> stored = IsActive(i) ? std::string() : ReadTile(i);
  if (!stored) return stored.error();
  const std::string_view bytes = IsActive(i) ? active_->bytes() : *stored;
  bool whole = true;
  SegmentScan scan =
      ScanSegment(bytes, IdOf(i), last, [&](std::uint64_t seq, const StoredRecord& record) {
        whole = take(seq, record);
        return whole;
      });
  if (whole) CloseScan(scan, last, tile.voids);
  return scan;
}

Result<std::string> SpoolEpoch::ReadTile(std::size_t i) {
  return tiles_.list()[i].has_file ? folder_.ReadSegment(IdOf(i)) : std::string();
}

}  // namespace xunjian
