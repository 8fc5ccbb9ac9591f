#include "proto/columns/batch_reader.h"

#include "proto/convert/limits.h"

namespace xunjian {
namespace {

Error Broken(std::string_view what) {
  return MakeError(ErrorCode::kInvalidArgument, {"a batch is broken: {}", "批次损坏：{}"}, what);
}

}  // namespace

Result<void> BatchReader::Define(std::uint64_t place, std::string_view bytes) {
  if (place > slots_.size() || place >= kStreamShapes) return Broken("slot");
  auto shape = pool_.Intern(bytes);
  if (!shape) return shape.error();
  Slot slot{*shape, RowChain((*shape)->numbers(), (*shape)->texts())};
  if (place == slots_.size()) {
    slots_.push_back(std::move(slot));
  } else {
    slots_[place] = std::move(slot);
  }
  return Ok();
}

bool BatchReader::ReadRow(std::uint64_t place, std::uint64_t seq, ByteReader& from,
                          BatchBudget& budget, ColumnBatch& batch) {
  Slot& slot = slots_[place];
  if (slot.batch != batches_) {
    slot.batch = batches_;
    slot.in_batch = batch.AddShape(slot.shape);
  }
  const RowView row = slot.chain.Read(from);
  if (!from.ok() || !budget.Take(row)) return false;
  batch.AddRow(seq, slot.in_batch, row);
  return true;
}

Result<ColumnBatch> BatchReader::Read(std::uint64_t epoch, std::string_view bytes) {
  ++batches_;
  ByteReader from(bytes);
  ColumnBatch batch(epoch);
  const std::uint64_t count = from.Varint();
  if (!from.ok()) return Broken("cut short");
  if (count > limits::kBatchResults) return Broken("too many results");
  batch.Reserve(count, count * 4);
  BatchBudget budget;
  std::uint64_t expected = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t head = from.Varint();
    const std::uint64_t gap = head & 1 ? from.Varint() : 0;
    const std::uint64_t seq = expected + gap;
    if (seq < expected || seq == UINT64_MAX) return Broken("seq");
    expected = seq + 1;
    if (head & 2) {
      const std::string_view shape = from.Bytes(from.Varint());
      if (!from.ok()) return Broken("cut short");
      if (auto defined = Define(head >> 2, shape); !defined) return defined.error();
    }
    if (head >> 2 >= slots_.size()) return Broken("slot");
    if (!ReadRow(head >> 2, seq, from, budget, batch)) return Broken("row");
  }
  if (!from.AtEnd()) return Broken("more than it says");
  return batch;
}

}  // namespace xunjian
