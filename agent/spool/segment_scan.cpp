#include "segment_scan.h"

#include <algorithm>
#include <string>

#include "segment_frame.h"

namespace xunjian {
namespace {

using Take = std::function<bool(std::uint64_t seq, const StoredRecord&)>;

class Scanner {
 public:
  Scanner(std::string_view segment, const SegmentId& id, std::uint64_t last, const Take& take)
      : segment_(segment),
        seed_(SegmentSeed(id)),
        first_(id.first),
        last_(last),
        take_(take),
        next_(id.first) {}

  SegmentScan Run() {
    SegmentFrames frames(segment_, seed_, kSegmentHeaderBytes);
    bool more = true;
    while (more) {
      const auto frame = frames.Next();
      more = frame && Visit(*frame);
      if (!frame) scan_.cut_bytes = frames.left();
    }
    scan_.damaged += frames.damaged();
    Tell(std::min(last_, shown_through_), Timestamp{});
    scan_.through = next_ - 1;
    return std::move(scan_);
  }

 private:
  // Returns whether to go on.
  bool Visit(const SegmentFrame& frame) {
    const std::uint64_t seq = first_ + frame.offset;
    if (frame.kind == SegmentFrameKind::kAccount) {
      VisitAccount(frame);
      return true;
    }
    if (seq < next_) return true;
    if (seq > last_) return false;
    shown_through_ = std::max(shown_through_, seq);
    if (!frame.payload) return true;
    if (frame.kind == SegmentFrameKind::kRun) return VisitRun(seq, *frame.payload);
    return VisitRecord(seq, *frame.payload);
  }

  // It stands twice in the file, before everything else.
  void VisitAccount(const SegmentFrame& frame) {
    if (scan_.rewritten || !frame.payload) return;
    const auto account = DecodeAccount(*frame.payload, first_);
    if (!account) return;
    scan_.account = *account;
    scan_.rewritten = true;
    shown_through_ = std::max(shown_through_, account->last);
  }

  bool VisitRun(std::uint64_t seq, std::string_view payload) {
    const auto run = DecodeRun(payload);
    if (!run) return true;
    Tell(seq - 1, run->first_at);
    const std::uint64_t last = std::min(last_, seq + run->count - 1);
    ResultGap& gap = run->reason == GapReason::kCap ? scan_.account.merged : scan_.account.damage;
    AddToGap(gap, seq, last, last - seq + 1, run->first_at, run->last_at);
    shown_through_ = std::max(shown_through_, last);
    next_ = last + 1;
    return true;
  }

  bool VisitRecord(std::uint64_t seq, std::string_view payload) {
    const auto record = records_.Decode(payload);
    if (!record) {
      ++scan_.damaged;
      return true;
    }
    Tell(seq - 1, record->at);
    if (!take_(seq, *record)) {
      shown_through_ = seq - 1;
      return false;
    }
    next_ = seq + 1;
    ++scan_.records;
    scan_.steady += record->steady ? 1 : 0;
    scan_.newest_at = std::max(scan_.newest_at, record->at);
    newest_here_ = record->at;
    return true;
  }

  // Whatever the account does not speak of, up to `through`, was written and is damaged now.
  void Tell(std::uint64_t through, Timestamp next_at) {
    if (next_ > through) return;
    const Timestamp before = newest_here_ == Timestamp{} ? next_at : newest_here_;
    const Timestamp after = next_at == Timestamp{} ? newest_here_ : next_at;
    const SeqRanges lost = scan_.account.Unspoken(next_, through);
    for (const auto& [first, last] : lost.ranges()) {
      AddToGap(scan_.account.damage, first, last, last - first + 1, before, after);
    }
    next_ = through + 1;
  }

  const std::string_view segment_;
  const std::string seed_;
  const std::uint64_t first_;
  const std::uint64_t last_;
  const Take& take_;
  SegmentRecordReader records_;
  SegmentScan scan_;
  std::uint64_t next_;               // every number before it was told
  std::uint64_t shown_through_ = 0;  // the bytes show that it was written
  Timestamp newest_here_{};          // of the record before the place that is read
};

}  // namespace

SegmentScan ScanSegment(std::string_view segment, const SegmentId& id, std::uint64_t last,
                        const Take& take) {
  return Scanner(segment, id, last, take).Run();
}

// Numbers are burnt when a segment ends: they are the last ones of those that are missing.
void CloseScan(SegmentScan& scan, std::uint64_t last, std::uint64_t voids) {
  SegmentAccount& account = scan.account;
  const std::uint64_t unseen = voids - std::min(voids, account.voids.seqs.Count());
  const std::uint64_t numbers = last > scan.through ? last - scan.through : 0;
  const std::uint64_t burnt = std::min(unseen, numbers);
  if (burnt < numbers) {
    AddToGap(account.damage, scan.through + 1, last - burnt, numbers - burnt, scan.newest_at,
             scan.newest_at);
  }
  if (burnt > 0) {
    AddToGap(account.voids, last - burnt + 1, last, 0, scan.newest_at, scan.newest_at);
  }
  // Only where both copies of an account are damaged.
  account.damage.count -= std::min(unseen - burnt, account.damage.count);
  scan.through = std::max(scan.through, last);
  account.last = scan.through;
}

}  // namespace xunjian
