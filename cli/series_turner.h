#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "proto/columns/series_columns.h"
#include "proto/words/operator_api.h"

namespace xunjian {

// Asks for a series page by page, and later for what came since.
class SeriesTurner {
 public:
  SeriesTurner(OperatorApi& collector, SeriesQuery query)
      : collector_(collector), query_(std::move(query)) {}

  Result<SeriesColumns> Next();

  // The next pages are of what the collector took since, however old it is: after a cut, results
  // come later than newer ones.
  void GoOn();

  // Of all results before the last GoOn.
  Timestamp known_until() const { return known_until_; }

  bool at_end() const { return at_end_; }
  const std::optional<Duration>& interval() const { return interval_; }
  // Of the pages so far, oldest first; then what damage took.
  const std::vector<GapRow>& lost() const { return lost_; }
  bool more_lost() const { return more_lost_; }

 private:
  void AddLost(const std::vector<GapRow>& gaps);

  OperatorApi& collector_;
  SeriesQuery query_;
  std::optional<Duration> interval_;
  std::vector<GapRow> lost_;
  bool more_lost_ = false;
  std::optional<Timestamp> newest_;
  Timestamp known_until_{};
  bool at_end_ = false;
};

}  // namespace xunjian
