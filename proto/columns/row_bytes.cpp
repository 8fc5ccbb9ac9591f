#include "proto/columns/row_bytes.h"

#include "proto/columns/row_chain.h"

namespace xunjian {

std::string WriteRow(const ResultShape& shape, const ShapeRow& row) {
  std::string bytes;
  RowChain(shape.numbers(), shape.texts()).Write(ViewOf(row), bytes);
  return bytes;
}

Result<ShapeRow> ReadRow(const ResultShape& shape, std::string_view bytes) {
  RowChain chain(shape.numbers(), shape.texts());
  ByteReader from(bytes);
  const RowView view = chain.Read(from);
  if (!from.ok() || !from.AtEnd()) {
    return MakeError(ErrorCode::kInvalidArgument, {"a row is broken", "结果行损坏"});
  }
  return ShapeRow{view.observed_at,
                  view.duration,
                  {view.numbers.begin(), view.numbers.end()},
                  {view.texts.begin(), view.texts.end()}};
}

}  // namespace xunjian
