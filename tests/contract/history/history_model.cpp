#include "history_model.h"

#include <algorithm>
#include <map>
#include <ostream>
#include <tuple>

#include "checks/api/glob.h"

namespace xunjian {
namespace {

bool IsAmong(const std::vector<std::uint64_t>& numbers, std::uint64_t number) {
  return numbers.empty() || std::ranges::find(numbers, number) != numbers.end();
}

bool HasItem(const CheckResult& result, const HistoryQuery& query) {
  if (result.items.empty()) {
    return query.item.empty() && (!query.outcome || *query.outcome == OverallOutcome(result));
  }
  const bool is_whole =
      query.or_whole_check && result.items.size() == 1 && result.items[0].observed.item.empty();
  return std::ranges::any_of(result.items, [&query, is_whole](const ItemResult& item) {
    return (query.item.empty() || is_whole || query.item == item.observed.item) &&
           (!query.outcome || *query.outcome == item.outcome);
  });
}

bool Matches(const KeptResult& kept, const HistoryQuery& query) {
  const CheckResult& result = kept.result;
  return IsAmong(query.epoch_numbers, kept.epoch_number) &&
         (query.check_glob.empty() || MatchesGlob(query.check_glob, result.check)) &&
         (query.assignment.empty() || query.assignment == result.assignment) &&
         query.since <= result.observed_at && result.observed_at <= query.until &&
         HasItem(result, query);
}

auto OrderOf(const KeptResult& kept) {
  return std::tuple(kept.result.observed_at, kept.epoch_number, kept.seq);
}

}  // namespace

std::ostream& operator<<(std::ostream& to, const KeptResult& kept) {
  return to << kept.host << " epoch " << kept.epoch_number << " seq " << kept.seq << " commit "
            << kept.commit << " " << kept.result.assignment << " observed "
            << FormatRfc3339(kept.result.observed_at) << " received "
            << FormatRfc3339(kept.received_at);
}

std::vector<KeptResult> KeptOf(const HistoryAnswer& answer) {
  std::vector<KeptResult> kept;
  for (const HistoryRow& row : answer.rows) {
    kept.push_back(
        {row.epoch_number, row.epoch, row.seq, row.commit, row.host, row.received_at, row.Join()});
  }
  return kept;
}

void HistoryModel::Append(const HistoryEntry& entry) {
  for (const std::uint32_t index : entry.fresh) {
    const ColumnBatch::Row& row = entry.batch->rows()[index];
    appended_.push_back({entry.epoch_number, entry.epoch, row.seq, entry.commit, entry.host,
                         std::chrono::floor<std::chrono::milliseconds>(entry.received_at),
                         entry.batch->ResultOf(row)});
  }
}

void HistoryModel::Commit() {
  std::ranges::move(appended_, std::back_inserter(committed_));
  appended_.clear();
}

void HistoryModel::DropDaysBefore(Timestamp day) {
  std::erase_if(committed_, [day](const KeptResult& kept) { return kept.received_at < day; });
}

std::vector<KeptResult> HistoryModel::Query(const HistoryQuery& query) const {
  std::vector<KeptResult> found;
  std::ranges::copy_if(committed_, std::back_inserter(found),
                       [&query](const KeptResult& kept) { return Matches(kept, query); });
  if (query.after) {
    const auto after =
        std::tuple(query.after->observed_at, query.after->epoch_number, query.after->seq);
    std::erase_if(found, [&](const KeptResult& kept) {
      return query.newest_first ? OrderOf(kept) >= after : OrderOf(kept) <= after;
    });
  }
  std::ranges::sort(found, [&query](const KeptResult& a, const KeptResult& b) {
    return query.newest_first ? OrderOf(a) > OrderOf(b) : OrderOf(a) < OrderOf(b);
  });
  if (found.size() > query.limit) found.resize(query.limit);
  return found;
}

std::vector<KeptResult> HistoryModel::Latest(const LatestQuery& query) const {
  std::map<std::string, KeptResult> newest;
  for (const KeptResult& kept : committed_) {
    const auto& wanted = query.assignments;
    const std::string& assignment = kept.result.assignment;
    if (!IsAmong(query.epoch_numbers, kept.epoch_number)) continue;
    if (!wanted.empty() && std::ranges::find(wanted, assignment) == wanted.end()) continue;
    KeptResult& best = newest[assignment];
    if (std::pair(kept.epoch_number, kept.seq) >= std::pair(best.epoch_number, best.seq)) {
      best = kept;
    }
  }
  std::vector<KeptResult> found;
  for (auto& [assignment, kept] : newest) found.push_back(std::move(kept));
  return found;
}

}  // namespace xunjian
