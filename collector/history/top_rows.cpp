#include "top_rows.h"

#include <algorithm>

#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostRows = 100'000;

std::size_t BytesOf(const HistoryRow& row) {
  std::size_t bytes = sizeof row + row.numbers.size() * sizeof(double);
  for (const std::string& text : row.texts) bytes += sizeof text + text.size();
  return bytes;
}

}  // namespace

TopRows::TopRows(const HistoryQuery& query)
    : since_(Count(query.since)),
      until_(Count(query.until)),
      newest_first_(query.newest_first),
      limit_(std::min(query.limit, kMostRows)) {
  if (!query.after) return;
  const std::int64_t observed = Count(query.after->observed_at);
  after_ = KeyOf(observed, query.after->epoch_number, query.after->seq);
  (newest_first_ ? until_ : since_) =
      newest_first_ ? std::min(until_, observed) : std::max(since_, observed);
}

// ~x turns the order round without overflow.
TopRows::Key TopRows::KeyOf(std::int64_t observed, std::uint64_t epoch_number,
                            std::uint64_t seq) const {
  if (newest_first_) return {~observed, ~epoch_number, ~seq};
  return {observed, epoch_number, seq};
}

bool TopRows::Wants(std::int64_t observed_min, std::int64_t observed_max) const {
  if (limit_ == 0 || observed_max < since_ || observed_min > until_) return false;
  if (!full_) return true;
  return FirstKey(observed_min, observed_max) <= std::get<0>(places_.front().key);
}

void TopRows::Miss(std::int64_t observed_min, std::int64_t observed_max) {
  const std::int64_t first =
      FirstKey(std::max(observed_min, since_), std::min(observed_max, until_));
  if (!missed_ || first < *missed_) missed_ = first;
}

void TopRows::Take(const SeenRow& row) {
  const std::int64_t observed = Count(row.observed_at);
  if (observed < since_ || observed > until_ || limit_ == 0) return;
  const Key key = KeyOf(observed, row.origin->epoch_number, row.seq);
  if (after_ && key <= *after_) return;
  if (full_) {
    if (places_.front().key <= key) return;
    if (places_.size() >= limit_) DropLast();
  }
  std::size_t at = rows_.size();
  if (free_.empty()) {
    rows_.push_back(Keep(row));
  } else {
    at = free_.back();
    free_.pop_back();
    rows_[at] = Keep(row);
  }
  bytes_ += BytesOf(rows_[at]);
  places_.push_back({key, at});
  if (full_) {
    std::ranges::push_heap(places_, {}, &Place::key);
  } else if (places_.size() == limit_) {
    full_ = true;
    std::ranges::make_heap(places_, {}, &Place::key);
  }
  while (bytes_ > kMostBytes && places_.size() > 1) {
    if (!full_) std::ranges::make_heap(places_, {}, &Place::key);
    full_ = cut_short_ = true;
    DropLast();
  }
}

void TopRows::Lose(const HistoryLoss& loss) {
  if (!Wants(Count(loss.first_at), Count(loss.last_at))) return;
  if (lost_.size() < kMostLosses) {
    lost_.push_back(loss);
  } else {
    more_lost_ = true;
  }
}

std::vector<HistoryLoss> TopRows::Lost() const {
  std::vector<HistoryLoss> lost;
  std::ranges::copy_if(lost_, std::back_inserter(lost), [this](const HistoryLoss& loss) {
    const std::int64_t first =
        FirstKey(std::max(Count(loss.first_at), since_), std::min(Count(loss.last_at), until_));
    return Wants(Count(loss.first_at), Count(loss.last_at)) && (!missed_ || first < *missed_);
  });
  return lost;
}

void TopRows::DropLast() {
  std::ranges::pop_heap(places_, {}, &Place::key);
  const std::size_t row = places_.back().row;
  bytes_ -= BytesOf(rows_[row]);
  rows_[row] = {};
  free_.push_back(row);
  places_.pop_back();
}

std::vector<HistoryRow> TopRows::Finish() && {
  if (missed_) {
    std::erase_if(places_,
                  [this](const Place& place) { return std::get<0>(place.key) >= *missed_; });
  }
  std::ranges::sort(places_, {}, &Place::key);
  std::vector<HistoryRow> rows;
  rows.reserve(places_.size());
  for (const Place& place : places_) rows.push_back(std::move(rows_[place.row]));
  return rows;
}

}  // namespace xunjian
