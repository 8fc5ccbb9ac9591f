#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "active_segment.h"
#include "agent/spool/spool.h"
#include "disk_reserve.h"
#include "segment_rewrite.h"
#include "segment_scan.h"
#include "series_shapes.h"
#include "spool_folder.h"
#include "spool_tiles.h"

namespace xunjian {

// Private to agent_spool: the numbers of a folder, on disk and in memory. The members that Spool
// has, too, are described there.
class SpoolEpoch {
 public:
  // `storage` and `clock` outlive it.
  SpoolEpoch(FileStorage& storage, const std::string& folder, const Clock& clock,
             const SpoolOptions& options);

  // Comes first: what the folder holds, and a new life.
  Result<RecoveryReport> Recover();

  Result<std::uint64_t> Append(const SpoolEntry& entry);
  // As many numbers as the run has results; returns the first one.
  Result<std::uint64_t> AppendRun(const SpoolRun& run);
  Result<void> Sync();
  Result<void> Close();
  Result<SpoolReading> Read(std::uint64_t from_seq, std::size_t max_records, std::size_t max_bytes);
  Result<void> Acknowledge(std::uint64_t first, std::uint64_t last);
  std::uint64_t Resume(const SeqRanges& received);
  // The numbers from `first` on are of another life than they were; none of them may have been
  // sent. An error: they are not.
  Result<void> Renew(std::uint64_t first);

  std::uint64_t epoch() const { return epoch_; }
  const SpoolLives& lives() const { return lives_; }
  const SpoolTiles& tiles() const { return tiles_; }
  std::uint64_t synced_through() const { return synced_through_; }

 private:
  using Take = std::function<bool(std::uint64_t seq, const StoredRecord&)>;
  // Of the records of a segment that is rewritten: which ones go.
  enum class Drop { kNothing, kAcknowledged, kSteady, kEverything };

  // spool_recover.cpp
  void AdoptPosition(const SpoolFolder::Loaded& loaded, const std::vector<std::string>& names);
  Result<void> AdoptSegments(const std::vector<std::string>& names);
  Result<void> AdoptSegment(const SegmentId& id);
  SegmentScan ScanFound(std::string_view bytes, const SegmentId& id, std::uint64_t last);
  Result<void> CutNewest(std::uint64_t last);
  void PlaceTile(const SegmentId& id, const SegmentScan& scan,
                 std::optional<std::uint64_t> voids_before);
  Result<void> Forget(const SegmentId& id);
  void CloseTiles();
  void BeginLife();
  void AgeTiles();
  void GiveBackRoom();

  // spool_append.cpp
  Result<void> Prepare(std::uint64_t numbers, std::size_t frame_bytes);
  Result<std::uint64_t> Write(SegmentFrameKind kind, std::uint64_t numbers,
                              std::string_view payload);
  Result<void> OpenActive(std::size_t frame_bytes);
  Result<void> SyncActive();
  Result<void> SealActive();
  Result<void> GiveUpActive();
  void Burn(std::uint64_t numbers);
  Result<void> Reserve(std::uint64_t numbers);

  // spool_read.cpp
  Result<SegmentScan> ScanTile(std::size_t i, const Take& take);
  Result<std::string> ReadTile(std::size_t i);

  // spool_room.cpp
  Result<void> WithRoom(const std::function<Result<void>()>& change);
  Result<void> WithReserve(const std::function<Result<void>()>& change);
  Result<void> MakeRoom(std::uint64_t bytes);
  Result<bool> Compact(Drop most);
  Result<void> Rewrite(std::size_t i, Drop drop);
  void JoinToPrevious(std::size_t i);
  Result<void> Gather(std::size_t i, Drop drop, SegmentRewriter& rewriter);
  bool MayJoin(std::size_t i) const;

  // spool_keep.cpp
  SpoolPosition PositionNow() const;
  Result<void> SavePosition(SpoolPosition position);
  Result<void> Expire();
  Result<void> Shed(std::size_t i);
  std::optional<std::size_t> OldestIdle() const;
  bool IsExpired(const SpoolTile& tile) const;

  bool IsActive(std::size_t i) const { return active_ && i + 1 == tiles_.list().size(); }
  SegmentId IdOf(std::size_t i) const { return {epoch_, tiles_.list()[i].first}; }
  SegmentHeader HeaderOf(std::size_t i) const;

  const Clock& clock_;
  const SpoolOptions options_;
  SpoolFolder folder_;
  DiskReserve reserve_;
  RecoveryReport recovery_;
  std::optional<SpoolPosition> found_;  // while recovering
  std::uint64_t epoch_ = 0;
  std::uint64_t version_ = 0;           // of the position
  std::uint64_t reserved_through_ = 0;  // on disk: no number up to it is ever given again
  std::uint64_t synced_through_ = 0;
  std::uint64_t unsaved_acknowledgements_ = 0;
  SpoolTiles tiles_;
  SpoolLives lives_;
  SeriesShapes shapes_;
  std::unique_ptr<ActiveSegment> active_;  // the newest tile's
  bool unsynced_ = false;
  std::optional<Error> final_error_;
};

}  // namespace xunjian
