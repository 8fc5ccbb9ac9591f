#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "seen_row.h"

namespace xunjian {

// Private to collector_history: the first rows of an answer, in its order, out of all that are
// offered. Memory is bounded by the query's limit and by kMostBytes.
class TopRows final : public RowSink {
 public:
  static constexpr std::size_t kMostBytes = 64 << 20;
  static constexpr std::size_t kMostLosses = 1000;

  explicit TopRows(const HistoryQuery& query);

  void Take(const SeenRow& row) override;
  void Lose(const HistoryLoss& loss) override;
  // Whether a row in this range of observed_at could still come into the answer.
  bool Wants(std::int64_t observed_min, std::int64_t observed_max) const;

  bool cut_short() const { return cut_short_; }
  // Rows in this range were not looked at: what the answer has of it or behind it would leave a
  // hole.
  void Miss(std::int64_t observed_min, std::int64_t observed_max);
  // What was lost and may belong between the rows, asked when all is seen; at most kMostLosses.
  std::vector<HistoryLoss> Lost() const;
  bool more_lost() const { return more_lost_; }
  std::vector<HistoryRow> Finish() &&;

 private:
  // Orders as the answer does: the smaller key first.
  using Key = std::tuple<std::int64_t, std::uint64_t, std::uint64_t>;
  struct Place {
    Key key;
    std::size_t row = 0;
  };

  Key KeyOf(std::int64_t observed, std::uint64_t epoch_number, std::uint64_t seq) const;
  std::int64_t FirstKey(std::int64_t observed_min, std::int64_t observed_max) const {
    return newest_first_ ? ~observed_max : observed_min;
  }
  void DropLast();

  std::optional<Key> after_;
  std::int64_t since_;
  std::int64_t until_;
  bool newest_first_;
  std::size_t limit_;
  std::vector<Place> places_;  // a heap with the last one on top once it is full
  std::vector<HistoryRow> rows_;
  std::vector<std::size_t> free_;  // rows that were dropped
  std::size_t bytes_ = 0;
  std::optional<std::int64_t> missed_;  // the first in the order, as it stands in a key
  std::vector<HistoryLoss> lost_;
  bool more_lost_ = false;
  bool full_ = false;
  bool cut_short_ = false;
};

}  // namespace xunjian
