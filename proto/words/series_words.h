#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checks/api/check_result.h"
#include "proto/words/result_gap.h"

// Reading results back: one series over a span of time, one result whole. Plain values.
namespace xunjian {

// Where a page of a series ended; only to be handed back.
struct SeriesPosition {
  Timestamp observed_at;
  std::uint64_t epoch_number = 0;
  std::uint64_t seq = 0;
  friend bool operator==(const SeriesPosition&, const SeriesPosition&) = default;
};

// The results of one host, of an assignment, a check or both, oldest first.
struct SeriesQuery {
  std::string host;
  std::string assignment;
  std::string check;  // an id, no glob
  // Only this item of them, and results that speak of the check as a whole, as one that could not
  // look does. "" for all of each result.
  std::string item;
  std::optional<Timestamp> since;  // of observed_at, both included
  std::optional<Timestamp> until;
  std::optional<SeriesPosition> after;  // go on where a page ended
  std::uint32_t limit = 10'000;         // results in a page, 1 to 10000
  bool with_interval = false;           // fill SeriesPage::interval
  // What came later than that page says (0: all), however old it is; and none that came after this
  // (0: all that is there now), so that the pages of one answer speak of one moment.
  std::uint64_t after_commit = 0;
  std::uint64_t until_commit = 0;
  friend bool operator==(const SeriesQuery&, const SeriesQuery&) = default;
};

struct SeriesPage {
  std::string columns;                 // results as proto/columns/series_columns.h packs them
  std::optional<SeriesPosition> next;  // there may be more from here on
  // Beside the first page those of the host, newest first. Beside any page what damage took from
  // the files it was read from, which may have been of the series: two pages may tell of one place.
  std::vector<GapRow> gaps;
  // How often the assignment runs by the policy in force; none: not assigned, on demand, or several
  // assignments that differ.
  std::optional<Duration> interval;
  std::uint64_t as_of_commit = 0;  // the newest commit that could be in it
  bool more_gaps = false;          // than these
  friend bool operator==(const SeriesPage&, const SeriesPage&) = default;
};

// Names one result. Its text, "9f3a6c21d04b7e15-1234", is what lists print and people type.
struct ResultId {
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  friend bool operator==(const ResultId&, const ResultId&) = default;
};
std::string ToString(const ResultId& id);
std::optional<ResultId> ParseResultId(std::string_view text);

// A result with whose it is and when it came.
struct StoredResult {
  std::string host;
  ResultId id;
  Timestamp received_at;
  CheckResult result;
  friend bool operator==(const StoredResult&, const StoredResult&) = default;
};

}  // namespace xunjian
