#include "proto/columns/batch_writer.h"

#include "proto/columns/byte_reader.h"

namespace xunjian {

std::size_t BatchWriter::SlotOf(const std::shared_ptr<const ResultShape>& shape, bool& is_new) {
  const auto known = slot_of_.find(shape->bytes());
  is_new = known == slot_of_.end();
  if (!is_new) return known->second;
  Slot slot{shape, RowChain(shape->numbers(), shape->texts())};
  std::size_t place = slots_.size();
  if (place < kStreamShapes) {
    slots_.push_back(std::move(slot));
  } else {
    place = std::exchange(next_, (next_ + 1) % kStreamShapes);
    slot_of_.erase(slots_[place].shape->bytes());
    slots_[place] = std::move(slot);
  }
  slot_of_.emplace(slots_[place].shape->bytes(), place);
  return place;
}

std::string BatchWriter::Write(std::span<const SequencedRow> rows) {
  std::string bytes;
  PutVarint(bytes, rows.size());
  std::uint64_t expected = 0;
  for (const SequencedRow& row : rows) {
    bool is_new = false;
    const std::size_t place = SlotOf(row.shape, is_new);
    const std::uint64_t gap = row.seq - expected;
    PutVarint(bytes, place << 2 | (is_new ? 2U : 0U) | (gap != 0 ? 1U : 0U));
    if (gap != 0) PutVarint(bytes, gap);
    if (is_new) PutBytes(bytes, row.shape->bytes());
    slots_[place].chain.Write(ViewOf(row.row), bytes);
    expected = row.seq + 1;
  }
  return bytes;
}

}  // namespace xunjian
