#include "collector/store/sqlite/history_queries.h"

#include <map>

namespace xunjian {
namespace {

bool Wanted(const ItemResult& item, const ResultQuery& query) {
  return (query.item.empty() || item.observed.item == query.item) &&
         (!query.outcome || item.outcome == *query.outcome);
}

ResultRow RowOf(const HistoryRow& found, const CheckResult& result, const ItemResult& item) {
  ResultRow row;
  row.host = found.host;
  row.check = result.check;
  row.item = item.observed.item;
  row.outcome = item.outcome;
  row.code = item.code;
  row.arguments = item.arguments;
  row.metrics = item.readings;
  row.metrics.insert(row.metrics.end(), item.observed.metrics.begin(), item.observed.metrics.end());
  row.observed_at = found.observed_at;
  row.received_at = found.received_at;
  row.epoch = found.epoch;
  row.seq = found.seq;
  return row;
}

}  // namespace

Result<ResultList> FindResults(const History& history, std::vector<std::uint64_t> epochs,
                               const ResultQuery& query, std::uint32_t limit) {
  HistoryQuery asked;
  asked.epoch_numbers = std::move(epochs);
  asked.check_glob = query.check;
  asked.item = query.item;
  asked.outcome = query.outcome;
  asked.since = query.since.value_or(Timestamp::min());
  asked.until = query.until.value_or(Timestamp::max());
  asked.limit = limit + 1;  // whether there are more
  const HistoryAnswer answer = history.Query(asked);
  ResultList list{.at_limit = answer.rows.size() > limit,
                  .cut_short = answer.cut_short,
                  .damaged = !answer.lost.empty()};
  for (const HistoryRow& found : answer.rows) {
    const CheckResult result = found.Join();
    for (const ItemResult& item : result.items) {
      if (!Wanted(item, query)) continue;
      list.at_limit = list.at_limit || list.results.size() == limit;
      if (list.results.size() == limit) return list;
      list.results.push_back(RowOf(found, result, item));
    }
  }
  return list;
}

Result<std::vector<CheckResult>> FindNewest(const History& history,
                                            std::vector<std::uint64_t> epochs,
                                            const std::vector<std::string>& assignments) {
  if (epochs.empty() || assignments.empty()) return std::vector<CheckResult>{};
  LatestQuery asked;
  asked.epoch_numbers = std::move(epochs);
  asked.assignments = assignments;
  const HistoryAnswer answer = history.Latest(asked);
  std::map<std::string, CheckResult> newest;
  for (const HistoryRow& found : answer.rows) {
    CheckResult result = found.Join();
    newest.insert_or_assign(result.assignment, std::move(result));
  }
  std::vector<CheckResult> results;
  for (const std::string& assignment : assignments) {
    const auto found = newest.find(assignment);
    if (found != newest.end()) results.push_back(std::move(found->second));
  }
  return results;
}

}  // namespace xunjian
