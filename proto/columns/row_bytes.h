#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "proto/columns/result_shape.h"

namespace xunjian {

// A row that stands for itself, beside its shape: what the agent keeps on disk. Lossless. Bytes of
// another shape or from nobody are kInvalidArgument.
std::string WriteRow(const ResultShape& shape, const ShapeRow& row);
Result<ShapeRow> ReadRow(const ResultShape& shape, std::string_view bytes);

}  // namespace xunjian
