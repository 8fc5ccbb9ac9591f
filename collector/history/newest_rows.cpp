#include "newest_rows.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

std::pair<std::uint64_t, std::uint64_t> AgeOf(const HistoryRow& row) {
  return {row.epoch_number, row.seq};
}

}  // namespace

NewestRows::NewestRows(const LatestQuery& query) : wanted_(query.assignments) {}

void NewestRows::Take(const SeenRow& row) {
  const std::string& assignment = (*row.shape)->skeleton().assignment;
  const auto known = newest_.find(assignment);
  if (known == newest_.end()) {
    newest_.emplace(assignment, Keep(row));
  } else if (std::pair(row.origin->epoch_number, row.seq) > AgeOf(known->second)) {
    known->second = Keep(row);
  }
}

bool NewestRows::Wants(std::uint64_t epoch_number, std::uint64_t last_seq) const {
  if (wanted_.empty()) return true;
  return std::ranges::any_of(wanted_, [&](const std::string& assignment) {
    const auto known = newest_.find(assignment);
    return known == newest_.end() || AgeOf(known->second) < std::pair(epoch_number, last_seq);
  });
}

std::vector<HistoryRow> NewestRows::Finish() && {
  std::vector<HistoryRow> rows;
  rows.reserve(newest_.size());
  for (auto& [assignment, row] : newest_) rows.push_back(std::move(row));
  return rows;
}

}  // namespace xunjian
