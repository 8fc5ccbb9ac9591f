#include "agent/app/spool_rows.h"

#include "proto/columns/row_bytes.h"

namespace xunjian {

SpoolEntry EntryOf(const SplitResult& result) {
  return {.series = result.shape->skeleton().assignment,
          .shape = {result.shape, &result.shape->bytes()},
          .row = WriteRow(*result.shape, result.row),
          .at = result.row.observed_at};
}

Result<SequencedRow> RowOf(const SpoolRecord& record, ShapePool& shapes) {
  auto shape = shapes.Intern(*record.entry.shape);
  if (!shape) return shape.error();
  auto row = ReadRow(**shape, record.entry.row);
  if (!row) return row.error();
  return SequencedRow{record.seq, std::move(*shape), std::move(*row)};
}

}  // namespace xunjian
