#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "agent/spool/spool_words.h"
#include "base/clock.h"
#include "base/file_storage.h"
#include "proto/words/spool_lives.h"

namespace xunjian {

class SpoolEpoch;  // private to the room

struct SpoolOptions {
  std::size_t segment_bytes = 1 << 20;    // at most 16 MiB and a quarter of max_bytes
  std::uint64_t max_bytes = 64ULL << 20;  // of segments; beyond it the oldest are compacted
  std::uint64_t reserve_bytes = 4 << 20;  // taken beside them, given up when the disk is full
  Duration keep_acknowledged = std::chrono::hours(24);
  std::uint64_t keep_bytes = 0;  // for wholly acknowledged segments; 0: half of max_bytes
};

// What was found when a spool was opened; everything but `records` is worth a line in the log.
struct RecoveryReport {
  std::uint64_t records = 0;        // whole ones, acknowledged or not
  std::uint64_t damaged = 0;        // places that could not be read
  std::uint64_t cut_bytes = 0;      // at the ends of segments: records that were never finished
  std::uint64_t foreign_files = 0;  // left alone: not ours, of another spool, or nothing in them
  bool position_lost = false;       // acknowledged records will be sent again
};

// A durable queue of results in a folder of its own, in which every number from 1 to last() is, for
// ever, one of: a record, part of one gap, or gone after it was acknowledged; and produced() is the
// sum of the records, of the gaps' counts, and of what is gone. Damage costs what it hit: one
// flipped bit at most one record.
//
// When there is no room for a new segment the oldest ones are compacted: steady records (with the
// shape of the one of their series before them) are merged into a gap; where nothing steady is left
// anywhere, the oldest others are, too. Acknowledged records stay for a while, see Resume, but
// never at the cost of others. Format and reasons: docs/decisions/0006-spool-accounts.md
// and 0014-lives.md.
//
// Only one Spool per folder, used by one thread. Its memory is bounded by a few segments and the
// shapes in use, whatever waits on disk. `storage` and `clock` outlive it.
class Spool {
 public:
  static constexpr std::size_t kMaxSeries = 128;     // bytes
  static constexpr std::size_t kMaxEntry = 1 << 20;  // bytes of series, shape and row

  // Makes the folder and a new epoch when there is no spool yet. Damage is no error: it becomes
  // gaps and is told by recovery(). A file that may not be read is one.
  static Result<std::unique_ptr<Spool>> Open(FileStorage& storage, std::string folder,
                                             const Clock& clock, SpoolOptions options = {});
  ~Spool();  // as a crash: without Close() or Sync() the newest records may be lost

  std::uint64_t epoch() const;  // random, of the folder: in the names of its files
  // Who gave which number: each Open begins a life, and it is on disk before its first record. A
  // number together with its life is one result for ever, in every copy of the folder. Lives whose
  // numbers are all gone are forgotten.
  const SpoolLives& lives() const;
  const RecoveryReport& recovery() const { return recovery_; }

  // The record's number: from 1, rising, not always by one. After an error the result was refused:
  // it is counted, and the next good Append or Close writes a gap with that count first. Trying
  // again later may succeed, unless a Sync had failed or the disk does not take back what it may
  // have written of the record: that is final too, see Sync.
  Result<std::uint64_t> Append(const SpoolEntry& entry);
  std::uint64_t refused() const;  // and not yet in a gap

  // What was appended so far survives a power cut. A failure is final: this and every later
  // Append, Sync, Renew and Close return it, and the process should end with that reason.
  Result<void> Sync();

  // Synced, unacknowledged records from `from_seq` on, in order; at least one if there is one, then
  // as many as fit both limits (series, rows, and each shape once); and the gaps between them. A
  // segment that cannot be opened now is passed over; an error when there is nothing else.
  Result<SpoolReading> Read(std::uint64_t from_seq, std::size_t max_records, std::size_t max_bytes);

  // Records and gaps alike, both included; what is newer than last() is ignored. Remembered on disk
  // now and then: after a crash some acknowledged records are read again. An error concerns the
  // disk, the records count as acknowledged all the same.
  Result<void> Acknowledge(std::uint64_t first, std::uint64_t last);

  // `received` is all that the collector has of these lives: whatever else is still in the folder
  // waits again, for a collector that was restored from a backup. Returns how many numbers came
  // back.
  std::uint64_t Resume(const SeqRanges& received);

  // Did another program give numbers of the newest life? It may where Open began none (64 a day),
  // or where a machine was copied with its memory. Before the first Resume or Renew nothing that
  // was appended since Open may have been sent: whoever used such a number was somebody else.
  bool IsOldCopy(const SeqRanges& received) const;

  // For an old copy: what this program never gave to Read is of a new life. Nothing else changes.
  // An error: nothing does, and the program should end with it.
  Result<void> Renew();

  // Sync, and remember what is acknowledged.
  Result<void> Close();

  std::uint64_t first_unacknowledged() const;  // record or gap, synced; 0: none waits
  std::uint64_t last() const;                  // every number up to it is accounted for, on disk
  std::uint64_t produced() const;              // results among 1..last(), the merged ones too
  std::uint64_t waiting() const;               // numbers not acknowledged, in gaps and unsynced too
  std::uint64_t bytes() const;                 // of segments, on disk

 private:
  Spool(FileStorage& storage, std::string folder, const Clock& clock, SpoolOptions options);

  Result<void> AppendRefused();
  void CountRefused(Timestamp at);

  FileStorage& storage_;
  const std::string folder_;
  const Clock& clock_;
  const SpoolOptions options_;
  RecoveryReport recovery_;
  std::unique_ptr<SpoolEpoch> log_;
  std::uint64_t opened_at_ = 0;     // the first number that is newer than Open
  std::uint64_t read_through_ = 0;  // nothing newer was given away since Open
  bool has_met_ = false;            // a collector, since Open
  ResultGap refused_{.reason = GapReason::kCap};
};

}  // namespace xunjian
