#include "base/ids.h"
#include "spool_epoch.h"

namespace xunjian {

Result<void> SpoolEpoch::Begin(SpoolEpoch& former) {
  epoch_ = RandomEpoch();
  leftover_epoch_ = former.epoch_;
  committed_ = false;
  // From now on a start removes what an interrupted renewal left.
  former.leftover_epoch_ = epoch_;
  auto saved = former.WithReserve([&] { return former.SavePosition(former.PositionNow()); });
  version_ = former.version_;
  return saved;
}

Result<void> SpoolEpoch::Commit() {
  committed_ = true;
  return SavePosition(PositionNow());
}

Result<void> SpoolEpoch::Reclaim(const SpoolEpoch& heir) {
  version_ = heir.version_;
  auto saved = SavePosition(PositionNow());
  if (!saved) final_error_ = saved.error();
  return saved;
}

void SpoolEpoch::Discard() {
  active_.reset();
  for (std::size_t i = 0; i < tiles_.list().size(); ++i) {
    if (tiles_.list()[i].has_file) static_cast<void>(folder_.RemoveSegment(IdOf(i)));
  }
}

Result<void> SpoolEpoch::Bequeath(const SeqRanges& wanted, SpoolEpoch& heir) {
  for (std::size_t i = 0; i < tiles_.list().size(); ++i) {
    const SpoolTile& tile = tiles_.list()[i];
    if (wanted.CountIn(tile.first, tile.last) == 0) continue;
    Result<void> given = Ok();
    const auto scan = ScanTile(i, [&](std::uint64_t seq, const StoredRecord& record) {
      if (!wanted.Contains(seq)) return true;
      if (auto appended = heir.Append(record.ToEntry()); !appended) given = appended.error();
      return given.has_value();
    });
    if (!scan) return scan.error();
    if (!given) return given;
    if (auto told = BequeathGaps(scan->account, wanted, heir); !told) return told;
  }
  return Ok();
}

Result<void> SpoolEpoch::BequeathGaps(const SegmentAccount& account, const SeqRanges& wanted,
                                      SpoolEpoch& heir) {
  for (const ResultGap* gap : account.gaps()) {
    SeqRanges seqs;
    for (const auto& [first, last] : gap->seqs.ranges()) {
      const SeqRanges within = wanted.Within(first, last);
      for (const auto& [from, to] : within.ranges()) seqs.Add(from, to);
    }
    const ResultGap cut = CutGap(*gap, std::move(seqs));
    if (cut.count == 0) continue;
    const auto run = heir.AppendRun({cut.reason, cut.count, cut.first_at, cut.last_at});
    if (!run) return run.error();
  }
  return Ok();
}

}  // namespace xunjian
