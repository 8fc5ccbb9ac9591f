#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/spool/seq_ranges.h"
#include "base/file_storage.h"

namespace xunjian {

struct SpoolPosition;  // private to the room

struct SpoolOptions {
  std::size_t segment_bytes = 1 << 20;    // at most 16 MiB and a quarter of max_bytes
  std::uint64_t max_bytes = 64ULL << 20;  // on disk; beyond it the oldest segment goes
};

struct SpoolRecord {
  std::uint64_t seq = 0;
  std::string payload;
  friend bool operator==(const SpoolRecord&, const SpoolRecord&) = default;
};

// What was found when a spool was opened; everything but `records` is worth a line in the log.
struct RecoveryReport {
  std::uint64_t records = 0;        // whole ones, acknowledged or not
  std::uint64_t damaged = 0;        // places where one or more records could not be read
  std::uint64_t cut_bytes = 0;      // at the ends of segments: records that were never finished
  std::uint64_t foreign_files = 0;  // left alone: not ours, of another spool, or unreadable
  bool position_lost = false;       // acknowledged records will be sent again
};

// A durable queue of opaque payloads in a folder of its own. A record has a number that no other
// record of this spool ever gets, and leaves the spool when it was acknowledged or, counted, when
// there is no room. Format and reasons: docs/decisions/0003-spool-format.md.
//
// Only one Spool per folder, used by one thread. Its memory is bounded by two segments, whatever
// waits on disk. `storage` outlives it.
class Spool {
 public:
  static constexpr std::size_t kMaxPayload = 1 << 20;  // bytes

  // Makes the folder and a new epoch when there is no spool yet. Damage is no error: it costs the
  // damaged records and is told by recovery().
  static Result<std::unique_ptr<Spool>> Open(FileStorage& storage, std::string folder,
                                             SpoolOptions options = {});
  ~Spool();  // as a crash: without Close() or Sync() the newest records may be lost

  // Random, the same for the life of the folder.
  std::uint64_t epoch() const { return epoch_; }
  const RecoveryReport& recovery() const { return recovery_; }

  // The record's number: from 1, rising, not always by one. After an error the record is not in
  // the spool and the next try may succeed, unless a Sync had failed or the disk does not take back
  // what it may have written of the record: that is final too, see Sync.
  Result<std::uint64_t> Append(std::string_view payload);

  // What was appended so far survives a power cut. A failure is final: this and every later
  // Append, Sync and Close return it, and the process should end with that reason.
  Result<void> Sync();

  // Synced, unacknowledged records from `from_seq` on, in order; at least one if there is one,
  // then as many as fit both limits.
  Result<std::vector<SpoolRecord>> Read(std::uint64_t from_seq, std::size_t max_records,
                                        std::size_t max_bytes);

  // Both included; numbers of no synced record are ignored. Remembered on disk now and then: after
  // a crash some acknowledged records are read again. An error concerns the disk, the records
  // count as acknowledged all the same.
  Result<void> Acknowledge(std::uint64_t first, std::uint64_t last);

  // Sync, and remember what is acknowledged.
  Result<void> Close();

  std::uint64_t first_unacknowledged() const;             // 0: none waits
  std::uint64_t last() const { return synced_through_; }  // no synced record is newer
  std::uint64_t waiting() const;                          // records not acknowledged
  std::uint64_t dropped() const { return dropped_; }      // unacknowledged, for want of room; ever
  std::uint64_t damaged() const { return damaged_; }      // records found unreadable since Open
  std::uint64_t bytes() const;                            // on disk

 private:
  // A file whose records have every number from first to last; lost ones count as acknowledged.
  struct Segment {
    std::uint64_t first = 0;
    std::uint64_t last = 0;  // first - 1: no record yet
    std::uint64_t bytes = 0;
    std::uint64_t waiting = 0;
  };

  // What one Read has gathered and may still take.
  struct Reading {
    std::uint64_t from = 0;
    std::size_t records_left = 0;
    std::size_t bytes_left = 0;
    std::vector<SpoolRecord> records;
  };

  Spool(FileStorage& storage, std::string folder, SpoolOptions options);

  Result<void> Recover();
  void RecoverSegments(const std::vector<std::string>& names);
  bool RecoverSegment(std::uint64_t first);
  void AdoptPosition(const SpoolPosition& position);

  Result<std::uint64_t> AppendToActive(const std::string& record);
  Result<void> OpenActive(std::size_t record_bytes);
  Result<void> SealActive();
  Result<void> SealAndCut();
  Result<void> MakeRoom(std::size_t record_bytes);
  Result<void> DropOldest();
  Result<void> Reserve();
  Result<void> WritePosition();

  Result<void> ReadSegment(Segment& segment, Reading& reading);
  bool Take(std::uint64_t seq, std::string_view payload, Reading& reading);
  void CountLost(Segment& segment, std::uint64_t first, std::uint64_t last);
  void MarkAcknowledged(std::uint64_t first, std::uint64_t last);
  void AcknowledgeIn(Segment& segment, std::uint64_t first, std::uint64_t last);
  Result<void> RemoveAcknowledged();

  std::string PathOf(std::uint64_t first) const;
  std::string PositionPath() const;

  FileStorage& storage_;
  std::string folder_;
  SpoolOptions options_;
  RecoveryReport recovery_;
  std::uint64_t epoch_ = 0;
  std::uint64_t next_seq_ = 1;
  std::uint64_t reserved_through_ = 0;  // on disk: no number up to it is ever given again
  std::uint64_t synced_through_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t damaged_ = 0;
  std::uint64_t unsaved_acknowledgements_ = 0;
  std::deque<Segment> segments_;  // rising; the last one is active while active_file_ is open
  SeqRanges acknowledged_;        // of the records in segments_
  std::unique_ptr<AppendFile> active_file_;
  std::string active_bytes_;  // the content of the active segment, so that reading it needs no file
  bool unsynced_ = false;
  std::optional<Error> final_error_;
};

}  // namespace xunjian
