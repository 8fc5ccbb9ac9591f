#include "journal_search.h"

#include "wrapping.h"

namespace xunjian {

const std::shared_ptr<const ResultShape>& JournalSearch::ShapeOf(std::uint32_t number) {
  const auto [known, is_new] = shapes_.try_emplace(number);
  if (!is_new) return known->second;
  auto shape = cache_.Get(segment_.ReadShape(number));
  if (!shape) Damaged(segment_.index().ShapeOffset(number).value_or(0));
  if (shape && filter_.Matches(*shape)) known->second = std::move(shape);
  return known->second;
}

void JournalSearch::Damaged(std::uint64_t offset) {
  damage_.AddRecord(segment_.number(), offset);
  segment_.NoteDamage(offset);
}

std::uint64_t JournalSearch::SearchBatch(const RowOrigin& origin, std::uint32_t offset,
                                         SearchBudget& budget, RowSink& sink) {
  const std::string payload = segment_.ReadPayload(offset);
  if (payload.empty() || !decoder_.Start(payload)) {
    Damaged(offset);
    return 0;
  }
  if (!filter_.IsOfCommits(decoder_.head().commit)) return 0;
  budget.Take(decoder_.head().rows);
  SeenRow seen;
  seen.origin = &origin;
  seen.commit = decoder_.head().commit;
  seen.order = decoder_.head().order;
  seen.received_at = AtMillisecond(decoder_.head().received_ms);
  std::uint64_t first_seq = 0;
  const std::shared_ptr<const ResultShape>* shape = nullptr;
  const auto wanted = [this, &shape](std::uint32_t number) {
    shape = &ShapeOf(number);
    return *shape != nullptr;
  };
  for (JournalRow row; decoder_.NextOf(row, wanted);) {
    if (first_seq == 0) first_seq = row.seq;
    if (!*shape) continue;
    if ((*shape)->numbers() != row.numbers.size() || (*shape)->texts() != row.texts.size()) {
      Damaged(offset);
      continue;
    }
    seen.shape = shape;
    seen.seq = row.seq;
    seen.observed_at = At(row.observed);
    seen.duration = Duration(row.duration);
    seen.numbers = row.numbers;
    seen.texts = row.texts;
    sink.Take(seen);
  }
  return first_seq;
}

}  // namespace xunjian
