#pragma once

#include <map>
#include <memory>
#include <vector>

#include "day_reader.h"
#include "history_view.h"
#include "row_filter.h"

namespace xunjian {

// Private to collector_history: results in the order of their commits. What a fold put apart comes
// together again: parts of day files know the segment they were.
class CommitWalk final : public HistoryWalk {
 public:
  CommitWalk(std::shared_ptr<const HistoryView> view, SearchTools tools);

  std::vector<HistoryRow> Next() override;

 private:
  struct Part {
    const DayFile* day = nullptr;
    DayPart part;
  };
  // All that there is of one segment: itself, or what was made of it.
  struct Stretch {
    const JournalSegment* segment = nullptr;
    std::vector<Part> parts;
  };

  void LoadStretch(const Stretch& stretch);
  void ReadSegment(const JournalSegment& segment, RowSink& to);
  void ReadPart(const Part& part, RowSink& to);

  const std::shared_ptr<const HistoryView> view_;
  const SearchTools tools_;
  const RowFilter everything_{HistoryQuery{}};
  std::map<std::uint64_t, Stretch> stretches_;  // to come, by number of the segment
  std::vector<HistoryRow> rows_;                // by (commit, order, seq)
  std::size_t next_ = 0;
};

}  // namespace xunjian
