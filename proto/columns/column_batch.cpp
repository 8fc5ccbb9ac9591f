#include "proto/columns/column_batch.h"

#include <map>

namespace xunjian {

bool BatchBudget::Take(const RowView& row) {
  constexpr std::size_t kTextItself = 16;
  std::size_t text_bytes = 0;
  for (const std::string& text : row.texts) text_bytes += text.size() + kTextItself;
  if (row.numbers.size() > numbers_ || text_bytes > text_bytes_) return false;
  numbers_ -= row.numbers.size();
  text_bytes_ -= text_bytes;
  return true;
}

RowView ColumnBatch::ViewOf(const Row& row) const {
  const ResultShape& shape = ShapeOf(row);
  return {row.observed_at, row.duration, std::span(numbers_).subspan(row.numbers, shape.numbers()),
          std::span(texts_).subspan(row.texts, shape.texts())};
}

std::uint32_t ColumnBatch::AddShape(std::shared_ptr<const ResultShape> shape) {
  shapes_.push_back(std::move(shape));
  return static_cast<std::uint32_t>(shapes_.size() - 1);
}

void ColumnBatch::AddRow(std::uint64_t seq, std::uint32_t shape, const RowView& row) {
  rows_.push_back({seq, row.observed_at, row.duration, shape,
                   static_cast<std::uint32_t>(numbers_.size()),
                   static_cast<std::uint32_t>(texts_.size())});
  numbers_.insert(numbers_.end(), row.numbers.begin(), row.numbers.end());
  texts_.insert(texts_.end(), row.texts.begin(), row.texts.end());
}

void ColumnBatch::Reserve(std::size_t rows, std::size_t numbers) {
  rows_.reserve(rows);
  numbers_.reserve(numbers);
}

ColumnBatch ColumnBatch::Of(std::uint64_t epoch, const std::vector<SequencedResult>& results,
                            ResultSplitter& splitter) {
  ColumnBatch batch(epoch);
  std::map<std::shared_ptr<const ResultShape>, std::uint32_t> indexes;
  for (const SequencedResult& entry : results) {
    const SplitResult split = splitter.Split(entry.result);
    const auto [known, first] = indexes.try_emplace(split.shape, 0);
    if (first) known->second = batch.AddShape(split.shape);
    batch.AddRow(entry.seq, known->second, xunjian::ViewOf(split.row));
  }
  return batch;
}

}  // namespace xunjian
