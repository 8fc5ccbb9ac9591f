#pragma once

#include <optional>

#include "day_reader.h"
#include "history_view.h"
#include "row_filter.h"
#include "search_budget.h"

namespace xunjian {

// Private to collector_history: the search for one result by its number. Numbers rise in the order
// of arrival but for a backlog, so what ends nearest behind the number is looked at first. All it
// is given outlives it.
class FindRun {
 public:
  FindRun(const HistoryView& view, std::uint64_t epoch_number, std::uint64_t seq, SearchTools tools)
      : view_(view), epoch_number_(epoch_number), sink_(seq), tools_(tools) {}

  std::optional<HistoryRow> Run();

 private:
  // Keeps the row with the number.
  class Sink final : public RowSink {
   public:
    explicit Sink(std::uint64_t seq) : seq_(seq) {}
    void Take(const SeenRow& row) override {
      if (row.seq == seq_) found_ = Keep(row);
    }
    std::uint64_t seq() const { return seq_; }
    std::optional<HistoryRow>& found() { return found_; }

   private:
    const std::uint64_t seq_;
    std::optional<HistoryRow> found_;
  };

  struct Place {
    BlockEntry entry;
    const DayFile* day = nullptr;
  };

  void SearchSegment(const JournalSegment& segment);
  void SearchDays();
  // The blocks that may hold it.
  void CollectPlaces(const DayFile& day, std::vector<Place>& to);

  const HistoryView& view_;
  const std::uint64_t epoch_number_;
  Sink sink_;
  const SearchTools tools_;
  const RowFilter filter_{HistoryQuery{}};
  SearchBudget budget_;
};

}  // namespace xunjian
