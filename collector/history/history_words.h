#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "checks/api/check_result.h"
#include "proto/columns/column_batch.h"

// What the history is told and asked. Plain values.
namespace xunjian {

// What is fresh in one batch. Batch and rows need to live during Append only; shapes are shared.
struct HistoryEntry {
  std::uint64_t epoch_number = 0;  // as ingest numbered it; belongs to one host and one epoch
  std::uint64_t commit = 0;        // the number of the commit that will carry it
  std::uint64_t epoch = 0;
  std::string host;
  Timestamp received_at;  // kept to the millisecond, rounded down
  const ColumnBatch* batch = nullptr;
  std::span<const std::uint32_t> fresh;  // indexes into batch->rows(), ascending
  std::uint64_t order = 0;               // of the batch, among all that the commit carries
};

// Where an answer ended; results are in the order of these three.
struct HistoryPosition {
  Timestamp observed_at;
  std::uint64_t epoch_number = 0;
  std::uint64_t seq = 0;
};

// Empty fields do not restrict. A result matches when one of its items has both the item and the
// outcome asked for; a result without items has the overall outcome and the item "".
struct HistoryQuery {
  std::vector<std::uint64_t> epoch_numbers;  // those of the hosts asked for; empty: every host
  std::string check_glob;                    // "host.perf.*"
  std::string assignment;
  std::string item;
  bool or_whole_check = false;  // with `item`: also results that have the item "" alone
  std::optional<Outcome> outcome;
  Timestamp since = Timestamp::min();  // of observed_at, both included
  Timestamp until = Timestamp::max();
  std::uint64_t after_commit = 0;        // only what later commits carried
  std::uint64_t until_commit = ~0ULL;    // and none later than this
  std::optional<HistoryPosition> after;  // in the answer's order; this one is not in it
  bool newest_first = true;              // by (observed_at, epoch number, seq)
  std::size_t limit = 100;               // results, at most 100'000
};

// The newest result, by (epoch number, seq), of each assignment.
struct LatestQuery {
  std::vector<std::uint64_t> epoch_numbers;  // those of one host
  // The ones wanted; naming them ends the search early. Empty: all that were received since.
  std::vector<std::string> assignments;
  Timestamp since =
      Timestamp::min();  // of received_at, rounded down to its day: how far to look back
};

// A result that was found; joined only where somebody wants the whole of it.
struct HistoryRow {
  std::uint64_t epoch_number = 0;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  std::uint64_t commit = 0;
  std::uint64_t order = 0;  // of its batch in the commit
  std::string host;
  Timestamp received_at;
  Timestamp observed_at;
  Duration duration{};
  std::shared_ptr<const ResultShape> shape;
  std::vector<double> numbers;
  std::vector<std::string> texts;

  CheckResult Join() const;
};

// Results that damage took, as far as is known; 0 is not known.
struct HistoryLoss {
  std::uint64_t epoch_number = 0;  // not known: they may have been of any host
  std::uint64_t count = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  Timestamp first_at;  // of observation; where only files or neighbours tell, about when they came
  Timestamp last_at;
  friend bool operator==(const HistoryLoss&, const HistoryLoss&) = default;
};

struct HistoryAnswer {
  std::vector<HistoryRow> rows;
  // The search had looked at as much as one question may, or the rows had grown too large: these
  // are the first ones, and there may be more behind the last of them. Of Latest: there may be
  // newer ones.
  bool cut_short = false;
  // Of Query: what could not be read of the files that were looked at, and may have been among the
  // rows. At most 1000.
  std::vector<HistoryLoss> lost;
  bool more_lost = false;
};

// All results in the order they were committed. It needs the memory of one segment of the journal.
class HistoryWalk {
 public:
  virtual ~HistoryWalk() = default;
  // Those of the next commit that has any, by (order, seq); none at the end.
  virtual std::vector<HistoryRow> Next() = 0;
};

// One day file.
struct HistoryDay {
  Timestamp day;
  std::uint64_t bytes = 0;
};

struct HistoryFigures {
  std::uint64_t results = 0;  // appended since Open
  std::uint64_t samples = 0;  // metric values in them
  std::uint64_t journal_bytes = 0;
  std::uint64_t segments_waiting = 0;  // sealed, not folded yet
  Duration fold_lag{};                 // from the oldest unfolded result to the newest
  std::uint64_t days = 0;              // day files
  std::uint64_t day_bytes = 0;         // of all of them
  std::uint64_t days_kept = 0;         // HistoryOptions::days
  std::optional<Timestamp> oldest_day;
  std::vector<HistoryDay> newest_days;  // newest first, at most seven
  // Of the newest day that is over; of today when there is no other.
  std::uint64_t day_results = 0;
  std::uint64_t day_samples = 0;
  std::uint64_t bytes_per_day = 0;
  std::uint64_t damaged_records = 0;  // found since Open, in the journal
  std::uint64_t damaged_blocks = 0;   // found since Open, in day files
};

}  // namespace xunjian
