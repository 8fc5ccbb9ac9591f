#pragma once

#include "agent/spool/spool_words.h"
#include "proto/columns/batch_writer.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/shape_pool.h"

namespace xunjian {

// A result as the spool keeps it, and back, as the uplink sends it.
SpoolEntry EntryOf(const SplitResult& result);
Result<SequencedRow> RowOf(const SpoolRecord& record, ShapePool& shapes);

}  // namespace xunjian
