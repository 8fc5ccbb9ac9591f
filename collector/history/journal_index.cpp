#include "journal_index.h"

#include <algorithm>

namespace xunjian {

void JournalIndex::AddSource(std::uint32_t number, const RowOrigin& origin) {
  const std::scoped_lock lock(mutex_);
  sources_[number].batches.origin = origin;
  by_epoch_[origin.epoch_number] = number;
}

void JournalIndex::AddShape(std::uint32_t number, std::uint32_t offset) {
  const std::scoped_lock lock(mutex_);
  shape_offsets_[number] = offset;
}

bool JournalIndex::AddBatch(const BatchFacts& batch) {
  const std::scoped_lock lock(mutex_);
  const auto found = sources_.find(batch.source);
  if (found == sources_.end()) return false;
  Source& source = found->second;
  SourceBatches& known = source.batches;
  if (source.newest == 0) {
    known.observed_min = batch.observed_min;
    known.observed_max = batch.observed_max;
  } else {
    known.in_order = known.in_order && batch.first_seq > known.last_seq;
  }
  known.last_seq = std::max(known.last_seq, batch.last_seq);
  known.observed_min = std::min(known.observed_min, batch.observed_min);
  known.observed_max = std::max(known.observed_max, batch.observed_max);
  if (batches_.empty()) span_.first_received_ms = batch.received_ms;
  span_.last_received_ms = batch.received_ms;
  batches_.push_back({batch.offset, source.newest, batch.mask});
  span_.batches = batches_.size();
  source.newest = static_cast<std::uint32_t>(batches_.size());
  return true;
}

void JournalIndex::Gather(const Source& source, const BatchSelection& selection,
                          std::vector<SourceBatches>& to) const {
  const auto wanted = [&selection](std::uint64_t mask) {
    return selection.masks.empty() ||
           std::ranges::any_of(selection.masks,
                               [mask](std::uint64_t bits) { return (mask & bits) == bits; });
  };
  SourceBatches found = source.batches;
  for (std::uint32_t i = source.newest; i != 0; i = batches_[i - 1].before) {
    if (wanted(batches_[i - 1].mask)) found.offsets.push_back(batches_[i - 1].offset);
  }
  if (found.offsets.empty()) return;
  std::ranges::reverse(found.offsets);
  to.push_back(std::move(found));
}

std::vector<SourceBatches> JournalIndex::Select(const BatchSelection& selection) const {
  const std::scoped_lock lock(mutex_);
  std::vector<SourceBatches> found;
  if (selection.epoch_numbers.empty()) {
    for (const auto& [number, source] : sources_) Gather(source, selection, found);
  }
  for (const std::uint64_t epoch_number : selection.epoch_numbers) {
    const auto source = by_epoch_.find(epoch_number);
    if (source != by_epoch_.end()) Gather(sources_.at(source->second), selection, found);
  }
  return found;
}

std::optional<std::uint32_t> JournalIndex::ShapeOffset(std::uint32_t number) const {
  const std::scoped_lock lock(mutex_);
  const auto found = shape_offsets_.find(number);
  if (found == shape_offsets_.end()) return std::nullopt;
  return found->second;
}

JournalIndex::Span JournalIndex::span() const {
  const std::scoped_lock lock(mutex_);
  return span_;
}

}  // namespace xunjian
