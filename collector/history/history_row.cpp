#include "seen_row.h"

namespace xunjian {

CheckResult HistoryRow::Join() const {
  return shape->Join({observed_at, duration, numbers, texts});
}

HistoryRow Keep(const SeenRow& row) {
  HistoryRow kept;
  kept.epoch_number = row.origin->epoch_number;
  kept.epoch = row.origin->epoch;
  kept.host = row.origin->host;
  kept.seq = row.seq;
  kept.commit = row.commit;
  kept.order = row.order;
  kept.received_at = row.received_at;
  kept.observed_at = row.observed_at;
  kept.duration = row.duration;
  kept.shape = *row.shape;
  kept.numbers.assign(row.numbers.begin(), row.numbers.end());
  kept.texts.assign(row.texts.begin(), row.texts.end());
  return kept;
}

}  // namespace xunjian
