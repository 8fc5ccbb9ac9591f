#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "proto/columns/result_splitter.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// How much one batch may unfold to, whatever its bytes say: a row that repeats another costs one
// byte on the wire. Writer and reader count alike. One result always fits (limits.h: 512 KiB).
class BatchBudget {
 public:
  // False: the row belongs into the next batch.
  bool Take(const RowView& row);

 private:
  std::size_t numbers_ = 1 << 18;
  std::size_t text_bytes_ = 4 << 20;
};

// Results of one epoch, seq ascending, in columns: what a batch is between the wire and the disk. A
// result is joined from its shape and row only where somebody looks at it.
class ColumnBatch {
 public:
  struct Row {
    std::uint64_t seq = 0;
    Timestamp observed_at;
    Duration duration{};
    std::uint32_t shape = 0;    // index into shapes()
    std::uint32_t numbers = 0;  // where its numbers and texts begin
    std::uint32_t texts = 0;
  };

  explicit ColumnBatch(std::uint64_t epoch = 0) : epoch_(epoch) {}
  // For those that hold whole results; equal shapes are one object as long as the splitter lives.
  static ColumnBatch Of(std::uint64_t epoch, const std::vector<SequencedResult>& results,
                        ResultSplitter& splitter);

  std::uint64_t epoch() const { return epoch_; }
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<std::shared_ptr<const ResultShape>>& shapes() const { return shapes_; }
  const ResultShape& ShapeOf(const Row& row) const { return *shapes_[row.shape]; }
  RowView ViewOf(const Row& row) const;
  CheckResult ResultOf(const Row& row) const { return ShapeOf(row).Join(ViewOf(row)); }

  // The index of a shape that is new in this batch.
  std::uint32_t AddShape(std::shared_ptr<const ResultShape> shape);
  void AddRow(std::uint64_t seq, std::uint32_t shape, const RowView& row);
  void Reserve(std::size_t rows, std::size_t numbers);

 private:
  std::uint64_t epoch_ = 0;
  std::vector<std::shared_ptr<const ResultShape>> shapes_;
  std::vector<Row> rows_;
  std::vector<double> numbers_;
  std::vector<std::string> texts_;
};

}  // namespace xunjian
