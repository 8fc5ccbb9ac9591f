#include <algorithm>

#include "spool_epoch.h"

namespace xunjian {
namespace {

// How many segments one write on a full disk may compact.
constexpr int kMaxSteps = 4;

bool NoRoom(const Result<void>& result) {
  return !result && result.error().code() == ErrorCode::kUnavailable;
}

}  // namespace

Result<void> SpoolEpoch::WithReserve(const std::function<Result<void>()>& change) {
  auto done = change();
  if (NoRoom(done) && reserve_.Release()) done = change();
  return done;
}

// On a full disk changes of shape are not given up: the newest results are refused instead.
Result<void> SpoolEpoch::WithRoom(const std::function<Result<void>()>& change) {
  auto done = WithReserve(change);
  for (int step = 0; step < kMaxSteps && NoRoom(done); ++step) {
    const auto freed = Compact(Drop::kSteady);
    if (!freed || !*freed) break;
    done = change();
  }
  return done;
}

Result<void> SpoolEpoch::MakeRoom(std::uint64_t bytes) {
  while (tiles_.bytes() + bytes > options_.max_bytes) {
    const auto freed = Compact(Drop::kEverything);
    if (!freed) return freed.error();
    if (!*freed) break;
  }
  return Ok();
}

// One step: what is acknowledged goes first, then what is steady, then the oldest changes. Each
// step leaves less to do, so all of them together end.
Result<bool> SpoolEpoch::Compact(Drop most) {
  const auto rewrite = [&](std::size_t i, Drop drop) -> Result<bool> {
    auto rewritten = Rewrite(i, drop);
    if (!rewritten) return rewritten.error();
    return true;
  };
  if (const auto idle = OldestIdle()) {
    auto shed = Shed(*idle);
    if (!shed) return shed.error();
    return true;
  }
  const std::size_t sealed = tiles_.list().size() - (active_ ? 1 : 0);
  for (std::size_t i = 0; i < sealed; ++i) {
    if (tiles_.list()[i].steady > 0) return rewrite(i, Drop::kSteady);
  }
  for (std::size_t i = 0; i < sealed && most == Drop::kEverything; ++i) {
    if (tiles_.list()[i].records > 0) return rewrite(i, Drop::kEverything);
  }
  return false;
}

Result<void> SpoolEpoch::Rewrite(std::size_t i, Drop drop) {
  SegmentRewriter rewriter(HeaderOf(i));
  if (auto gathered = Gather(i, drop, rewriter); !gathered) return gathered;
  SpoolTile& tile = tiles_.at(i);
  const std::string bytes = rewriter.Finish(tile.last);
  const SegmentId id = IdOf(i);
  auto replaced = WithReserve([&] { return folder_.ReplaceSegment(id, bytes); });
  if (!replaced) return replaced;
  tile.bytes = bytes.size();
  tile.records = rewriter.kept();
  tile.steady = rewriter.kept_steady();
  tile.rewritten = true;
  tiles_.Settle(rewriter.account().settled);
  if (MayJoin(i)) JoinToPrevious(i);
  return Ok();
}

Result<void> SpoolEpoch::Gather(std::size_t i, Drop drop, SegmentRewriter& rewriter) {
  const auto scan = ScanTile(i, [&](std::uint64_t seq, const StoredRecord& record) {
    if (drop != Drop::kNothing && tiles_.IsAcknowledged(seq)) {
      rewriter.Settle(seq);
    } else if (drop == Drop::kEverything || (drop == Drop::kSteady && record.steady)) {
      rewriter.Merge(seq, record);
    } else {
      rewriter.Keep(seq, record);
    }
    return true;
  });
  if (!scan) return scan.error();
  rewriter.Add(scan->account);
  return Ok();
}

SegmentHeader SpoolEpoch::HeaderOf(std::size_t i) const {
  return {.id = IdOf(i),
          .voids_before = tiles_.VoidsBefore(i),
          .life = lives_.IdOf(tiles_.list()[i].first)};
}

// So that a long outage leaves few files, each worth reading. A file names one life.
bool SpoolEpoch::MayJoin(std::size_t i) const {
  if (i == 0 || IsActive(i)) return false;
  const SpoolTile& older = tiles_.list()[i - 1];
  const SpoolTile& tile = tiles_.list()[i];
  const bool both_empty = older.records == 0 && tile.records == 0;
  const bool small = older.bytes + tile.bytes <= options_.segment_bytes / 2;
  const bool same_life = lives_.IdOf(older.first) == lives_.IdOf(tile.first);
  return older.rewritten && same_life && (both_empty || small) &&
         tile.last - older.first <= kMaxSegmentOffset;
}

// Two segments in the place of the older one. Where it fails, or a crash comes between, they stay
// two, or the newer one lies inside the other and is removed at the next start.
void SpoolEpoch::JoinToPrevious(std::size_t i) {
  SegmentRewriter rewriter(HeaderOf(i - 1));
  if (!Gather(i - 1, Drop::kNothing, rewriter) || !Gather(i, Drop::kNothing, rewriter)) return;
  const std::string bytes = rewriter.Finish(tiles_.list()[i].last);
  if (!folder_.ReplaceSegment(IdOf(i - 1), bytes)) return;
  static_cast<void>(folder_.RemoveSegment(IdOf(i)));
  tiles_.JoinToPrevious(i);
  SpoolTile& tile = tiles_.at(i - 1);
  tile.bytes = bytes.size();
  tile.records = rewriter.kept();
  tile.steady = rewriter.kept_steady();
}

}  // namespace xunjian
