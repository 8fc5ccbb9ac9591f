#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "collector/history/history_words.h"

namespace xunjian {

// Private to collector_history: which results a question is about. Check, assignment, items and
// outcomes are all in the shape, so that rows need no look but at their commit.
class RowFilter {
 public:
  explicit RowFilter(const HistoryQuery& query);
  explicit RowFilter(const LatestQuery& query);

  bool Matches(const ResultShape& shape) const;
  bool IsOfCommits(std::uint64_t commit) const {
    return commit > after_commit_ && commit <= until_commit_;
  }

  // What a batch must have to hold a match: all bits of one of these; empty: anything.
  const std::vector<std::uint64_t>& masks() const { return masks_; }
  // The same for a block, whose outcomes are known, too.
  bool MayBeIn(std::uint64_t mask, std::uint32_t outcomes) const;

 private:
  bool MatchesItem(const CheckResult& result) const;

  std::string check_glob_;
  std::vector<std::string> assignments_;  // sorted; empty: all
  std::string item_;
  bool or_whole_check_ = false;
  std::optional<Outcome> outcome_;
  std::uint64_t after_commit_ = 0;
  std::uint64_t until_commit_ = ~0ULL;
  std::vector<std::uint64_t> masks_;
  std::uint8_t outcomes_ = 0xff;
};

}  // namespace xunjian
