#include "collector/store/sqlite/series_queries.h"

#include <algorithm>
#include <unordered_map>

#include "proto/columns/item_view.h"
#include "proto/columns/series_columns.h"

namespace xunjian {
namespace {

constexpr std::uint32_t kMostResults = 10'000;

// Packs the rows of an answer, each as far as it speaks of the item.
class PagePacker {
 public:
  explicit PagePacker(const std::string& item) : item_(item) {}

  // False: the page is full.
  bool Add(const HistoryRow& row) {
    const SeriesRow whose{row.epoch, row.seq, row.received_at};
    const RowView whole{row.observed_at, row.duration, row.numbers, row.texts};
    if (item_.empty()) return writer_.Add(whose, row.shape, whole);
    const ItemView& view = ViewOf(row.shape);
    return writer_.Add(whose, view.shape(), view.Pick(whole, picked_));
  }
  std::string Finish() && { return std::move(writer_).Finish(); }

 private:
  // The search has found nothing but what speaks of the item.
  const ItemView& ViewOf(const std::shared_ptr<const ResultShape>& shape) {
    const auto known = views_.find(shape.get());
    if (known != views_.end()) return known->second;
    return views_.emplace(shape.get(), *ItemView::Of(shape, item_)).first->second;
  }

  const std::string& item_;
  SeriesWriter writer_;
  std::unordered_map<const ResultShape*, ItemView> views_;  // the answer keeps the shapes
  ShapeRow picked_;
};

HistoryQuery HistoryQueryOf(const SeriesQuery& query, std::vector<std::uint64_t> epochs) {
  HistoryQuery asked;
  asked.epoch_numbers = std::move(epochs);
  asked.check_glob = query.check;
  asked.assignment = query.assignment;
  asked.item = query.item;
  asked.or_whole_check = true;
  asked.since = query.since.value_or(Timestamp::min());
  asked.until = query.until.value_or(Timestamp::max());
  if (query.after) {
    asked.after =
        HistoryPosition{query.after->observed_at, query.after->epoch_number, query.after->seq};
  }
  asked.after_commit = query.after_commit;
  asked.until_commit = query.until_commit;
  asked.newest_first = false;
  asked.limit = std::clamp<std::uint32_t>(query.limit, 1, kMostResults);
  return asked;
}

}  // namespace

Result<FoundSeries> FindSeries(const History& history, std::vector<std::uint64_t> epochs,
                               const SeriesQuery& query) {
  HistoryQuery asked = HistoryQueryOf(query, std::move(epochs));
  if (asked.until_commit == 0) asked.until_commit = history.committed();
  HistoryAnswer answer = history.Query(asked);
  if (answer.cut_short && answer.rows.empty()) {
    return MakeError(ErrorCode::kUnavailable,
                     {"the search was too long; ask for a shorter span (--since, --until)",
                      "查找范围过大；请缩短时间范围（--since、--until）"});
  }
  PagePacker packer(query.item);
  const HistoryRow* last = nullptr;
  bool more = answer.cut_short || answer.rows.size() == asked.limit;
  for (const HistoryRow& row : answer.rows) {
    if (!packer.Add(row)) {
      more = true;
      break;
    }
    last = &row;
  }
  SeriesPage page;
  page.as_of_commit = asked.until_commit;
  if (more) page.next = SeriesPosition{last->observed_at, last->epoch_number, last->seq};
  page.columns = std::move(packer).Finish();
  return FoundSeries{std::move(page), std::move(answer.lost), answer.more_lost};
}

std::optional<StoredResult> FindResult(const History& history,
                                       const std::vector<std::uint64_t>& epochs,
                                       std::uint64_t seq) {
  for (const std::uint64_t epoch_number : epochs) {
    if (const auto row = history.Find(epoch_number, seq)) {
      return StoredResult{row->host, {row->epoch, row->seq}, row->received_at, row->Join()};
    }
  }
  return std::nullopt;
}

}  // namespace xunjian
