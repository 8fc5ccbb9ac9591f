// The batches of one stream: refused, or within every limit, and the same after another trip.
#include <vector>

#include "fuzz_input.h"
#include "proto/columns/batch_reader.h"
#include "proto/columns/batch_writer.h"
#include "proto/convert/limits.h"

namespace {

using xunjian::ColumnBatch;
using xunjian::Require;

std::vector<xunjian::SequencedRow> RowsOf(const ColumnBatch& batch) {
  std::vector<xunjian::SequencedRow> rows;
  for (const ColumnBatch::Row& row : batch.rows()) {
    const xunjian::RowView view = batch.ViewOf(row);
    rows.push_back({row.seq,
                    batch.shapes().at(row.shape),
                    {view.observed_at,
                     view.duration,
                     {view.numbers.begin(), view.numbers.end()},
                     {view.texts.begin(), view.texts.end()}}});
  }
  return rows;
}

void RequireOrder(const ColumnBatch& batch) {
  Require(batch.rows().size() <= xunjian::limits::kBatchResults);
  for (std::size_t i = 1; i < batch.rows().size(); ++i) {
    Require(batch.rows()[i - 1].seq < batch.rows()[i].seq);
  }
}

// Not by value: a NaN is not equal to itself.
std::string BytesOf(const ColumnBatch& batch) {
  return xunjian::BatchWriter().Write(RowsOf(batch));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace xunjian;
  ShapePool pool;
  BatchReader reader(pool);
  BatchWriter writer;
  BatchReader second(pool);
  for (const FuzzChunk& chunk : ReadChunks({reinterpret_cast<const char*>(data), size})) {
    const auto batch = reader.Read(1, chunk.bytes);
    if (!batch) return 0;
    RequireOrder(*batch);
    for (const ColumnBatch::Row& row : batch->rows()) batch->ResultOf(row);
    const auto again = second.Read(1, writer.Write(RowsOf(*batch)));
    Require(again.has_value() && BytesOf(*again) == BytesOf(*batch));
  }
  return 0;
}
