#include <algorithm>
#include <limits>
#include <map>

#include "base/ids.h"
#include "spool_epoch.h"
#include "spool_limits.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kAnyNumber = std::numeric_limits<std::uint64_t>::max();

// The epoch that most segments belong to, 0 for none: what is left when both positions are lost.
std::uint64_t EpochOf(const std::vector<std::string>& names) {
  std::map<std::uint64_t, int> counts;
  for (const std::string& name : names) {
    if (const auto id = ParseSegmentName(name)) ++counts[id->epoch];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first;
}

}  // namespace

SpoolEpoch::SpoolEpoch(FileStorage& storage, const std::string& folder, const Clock& clock,
                       const SpoolOptions& options)
    : clock_(clock),
      options_(options),
      folder_(storage, folder),
      reserve_(folder_, options.reserve_bytes) {}

Result<RecoveryReport> SpoolEpoch::Recover() {
  const auto names = folder_.Open();
  if (!names) return names.error();
  const auto loaded = folder_.LoadPosition();
  if (!loaded) return loaded.error();
  AdoptPosition(*loaded, *names);
  if (auto adopted = AdoptSegments(*names); !adopted) return adopted.error();
  CloseTiles();
  AgeTiles();
  GiveBackRoom();
  reserve_.Keep(clock_.Steady());
  static_cast<void>(Expire());  // what cannot be removed now is tried again later
  if (loaded->whole) return recovery_;
  auto saved = SavePosition(PositionNow());
  // A full disk is no reason not to start; the position comes before the first record.
  if (!saved && saved.error().code() != ErrorCode::kUnavailable) return saved.error();
  return recovery_;
}

void SpoolEpoch::AdoptPosition(const SpoolFolder::Loaded& loaded,
                               const std::vector<std::string>& names) {
  found_ = loaded.position;
  if (found_) {
    epoch_ = found_->epoch;
    version_ = found_->version;
    lives_ = found_->lives;
    tiles_.StartAfter(found_->gone_through, found_->gone_voids);
    return;
  }
  epoch_ = EpochOf(names);
  recovery_.position_lost = loaded.found || epoch_ != 0;
  if (epoch_ == 0) epoch_ = RandomEpoch();
}

Result<void> SpoolEpoch::AdoptSegments(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto id = ParseSegmentName(name);
    if (id && id->epoch == epoch_) {
      if (auto adopted = AdoptSegment(*id); !adopted) return adopted;
    } else {
      ++recovery_.foreign_files;
    }
  }
  return Ok();
}

Result<void> SpoolEpoch::AdoptSegment(const SegmentId& id) {
  if (id.first > 0 && id.first <= tiles_.gone_through()) return Forget(id);
  const auto bytes = folder_.ReadSegment(id);
  if (!bytes && bytes.error().code() != ErrorCode::kInvalidArgument) return bytes.error();
  const auto header = bytes ? DecodeSegmentHeader(*bytes) : std::nullopt;
  const bool ours = bytes && id.first > 0 && (!header || header->id == id);
  const SegmentScan scan = ours ? ScanFound(*bytes, id, kAnyNumber) : SegmentScan{};
  if (!ours || (scan.through < id.first && !header)) {
    ++recovery_.foreign_files;
    return Ok();
  }
  if (scan.through < id.first) return Forget(id);
  if (!tiles_.list().empty() && id.first < tiles_.next()) {
    // A join was interrupted: before its last step, or it was given up and the newer one went on.
    if (scan.through < tiles_.next()) return Forget(id);
    if (auto cut = CutNewest(id.first - 1); !cut) return cut;
  }
  recovery_.records += scan.records;
  recovery_.damaged += scan.damaged;
  recovery_.cut_bytes += scan.cut_bytes;
  if (!found_ && header && header->life != lives_.newest()) {
    lives_.Begin(header->life, tiles_.next());
  }
  PlaceTile(id, scan, header ? std::optional(header->voids_before) : std::nullopt);
  tiles_.newest().bytes = bytes->size();
  return Ok();
}

SegmentScan SpoolEpoch::ScanFound(std::string_view bytes, const SegmentId& id, std::uint64_t last) {
  return ScanSegment(bytes, id, last, [&](std::uint64_t, const StoredRecord& record) {
    shapes_.Remember(record.series, record.shape);
    return true;
  });
}

// What the newest tile's file says of the numbers after `last` is not true any more.
Result<void> SpoolEpoch::CutNewest(std::uint64_t last) {
  const SpoolTile newest = tiles_.newest();
  const SegmentId id{.epoch = epoch_, .first = newest.first};
  const auto bytes = folder_.ReadSegment(id);
  if (!bytes) return bytes.error();
  tiles_.PopNewest();
  PlaceTile(id, ScanFound(*bytes, id, last), std::nullopt);
  tiles_.newest().bytes = newest.bytes;
  return Ok();
}

// A file of ours that holds nothing; one that stays all the same does no harm.
Result<void> SpoolEpoch::Forget(const SegmentId& id) {
  static_cast<void>(folder_.RemoveSegment(id));
  return Ok();
}

// The numbers between two segments belong to the older one. Without a header nobody knows what they
// were: burnt ones, most likely, for a missing file would be a second damage.
void SpoolEpoch::PlaceTile(const SegmentId& id, const SegmentScan& scan,
                           std::optional<std::uint64_t> voids_before) {
  if (!found_ && tiles_.list().empty()) tiles_.StartAfter(id.first - 1, voids_before.value_or(0));
  const std::uint64_t known = tiles_.VoidsBefore(tiles_.list().size());
  const std::uint64_t before = voids_before.value_or(known + id.first - tiles_.next());
  tiles_.Extend(id.first - 1, before - std::min(known, before));
  const SeqRanges voids = scan.account.voids.seqs.Within(id.first, scan.through);
  tiles_.Settle(scan.account.settled.Within(id.first, scan.through));
  tiles_.Push({.first = id.first,
               .last = scan.through,
               .voids = voids.Count(),
               .records = scan.records,
               .steady = scan.steady,
               .rewritten = scan.rewritten,
               .newest_at = scan.newest_at});
}

void SpoolEpoch::CloseTiles() {
  const SpoolPosition position = found_.value_or(SpoolPosition{});
  if (position.last >= tiles_.next()) {
    const std::uint64_t known = tiles_.VoidsBefore(tiles_.list().size());
    tiles_.Extend(position.last, position.voids - std::min(known, position.voids));
  }
  BeginLife();
  reserved_through_ = std::max(position.reserved_through, tiles_.next() - 1);
  if (recovery_.position_lost) reserved_through_ += kReservation;
  tiles_.Extend(reserved_through_, reserved_through_ + 1 - tiles_.next());
  synced_through_ = reserved_through_;
  static_cast<void>(tiles_.Resume(position.acknowledged, clock_.Steady()));
  found_.reset();
}

// Whatever was not found here belongs to the new life, the numbers that the former one had reserved
// too: it may have given them, and this folder be a copy that does not know. The position with the
// new life is written before its first record, for no number is reserved yet.
//
// With so many lives on disk (as many starts within a day) the last one goes on: then only
// Spool::IsOldCopy tells a copy from its original.
void SpoolEpoch::BeginLife() {
  lives_.Forget(tiles_.gone_through());
  if (lives_.list().size() < kMaxLives) lives_.Begin(RandomEpoch(), tiles_.next());
}

// How long a tile has been kept already: by the wall clock, for there is no other one that a
// restart survives, but never more than its time, whatever the clock says.
void SpoolEpoch::AgeTiles() {
  for (std::size_t i = 0; i < tiles_.list().size(); ++i) {
    SpoolTile& tile = tiles_.at(i);
    const Duration age = clock_.Now() - tile.newest_at;
    tile.settled_at =
        clock_.Steady() - std::clamp(age, Duration::zero(), options_.keep_acknowledged);
  }
}

// A crash leaves the room that was taken ahead with the newest segment.
void SpoolEpoch::GiveBackRoom() {
  if (tiles_.list().empty() || !tiles_.newest().has_file) return;
  const SegmentId id = IdOf(tiles_.list().size() - 1);
  static_cast<void>(folder_.CutSegment(id, tiles_.newest().bytes));
}

}  // namespace xunjian
