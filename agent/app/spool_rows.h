#pragma once

#include <functional>

#include "agent/spool/spool_words.h"
#include "agent/uplink/uplink_action.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/shape_pool.h"

namespace xunjian {

// A result as the spool keeps it.
SpoolEntry EntryOf(const SplitResult& result);

// What was read of the spool from a number on, as the uplink sends it: up to `to_seq`, and as much
// as one batch holds. A record that makes no sense is `told` and becomes damage.
SpoolPart PartOf(const SpoolReading& reading, std::uint64_t to_seq, ShapePool& shapes,
                 const std::function<void(const Error&)>& told);

}  // namespace xunjian
