#include "row_filter.h"

#include <algorithm>

#include "checks/api/glob.h"
#include "series_mask.h"

namespace xunjian {

RowFilter::RowFilter(const HistoryQuery& query)
    : check_glob_(query.check_glob),
      item_(query.item),
      or_whole_check_(query.or_whole_check),
      outcome_(query.outcome),
      after_commit_(query.after_commit),
      until_commit_(query.until_commit) {
  if (!query.assignment.empty()) assignments_.push_back(query.assignment);
  std::uint64_t mask = 0;
  const bool one_check = check_glob_.find_first_of("*?") == std::string::npos;
  if (!check_glob_.empty() && one_check) mask |= CheckBit(check_glob_);
  if (!query.assignment.empty()) mask |= AssignmentBit(query.assignment);
  if (mask != 0) masks_.push_back(mask);
  if (outcome_) outcomes_ = OutcomeBit(*outcome_);
}

RowFilter::RowFilter(const LatestQuery& query) : assignments_(query.assignments) {
  std::ranges::sort(assignments_);
  for (const std::string& assignment : assignments_) masks_.push_back(AssignmentBit(assignment));
}

bool RowFilter::Matches(const ResultShape& shape) const {
  const CheckResult& result = shape.skeleton();
  if (!assignments_.empty() && !std::ranges::binary_search(assignments_, result.assignment)) {
    return false;
  }
  if (!check_glob_.empty() && !MatchesGlob(check_glob_, result.check)) return false;
  return MatchesItem(result);
}

bool RowFilter::MayBeIn(std::uint64_t mask, std::uint32_t outcomes) const {
  if ((outcomes & outcomes_) == 0) return false;
  return masks_.empty() ||
         std::ranges::any_of(masks_, [mask](std::uint64_t bits) { return (mask & bits) == bits; });
}

bool RowFilter::MatchesItem(const CheckResult& result) const {
  if (result.items.empty()) {
    return item_.empty() && (!outcome_ || OverallOutcome(result) == *outcome_);
  }
  const bool is_whole = or_whole_check_ && result.items.size() == 1;
  return std::ranges::any_of(result.items, [this, is_whole](const ItemResult& item) {
    const std::string& name = item.observed.item;
    return (item_.empty() || name == item_ || (is_whole && name.empty())) &&
           (!outcome_ || item.outcome == *outcome_);
  });
}

}  // namespace xunjian
