#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "segment_account.h"
#include "segment_header.h"
#include "segment_record.h"

namespace xunjian {

// Private to agent_spool: everything that the bytes of one segment say. Pure.
struct SegmentScan {
  // What is no record, damage found now among it. A number that a whole frame header names was
  // written, even where the rest of its frame is damaged.
  SegmentAccount account;
  std::uint64_t through = 0;  // every number from the first one on was told to here
  bool rewritten = false;     // the segment has an account of its own
  std::uint64_t records = 0;  // whole ones
  std::uint64_t steady = 0;   // of these
  std::uint64_t damaged = 0;  // places that could not be read
  std::uint64_t cut_bytes = 0;
  Timestamp newest_at;  // Timestamp{}: no record
};

// Gives every whole record with a number up to `last`, rising, until `take` returns false; then
// `through` is the number before that record.
SegmentScan ScanSegment(std::string_view segment, const SegmentId& id, std::uint64_t last,
                        const std::function<bool(std::uint64_t seq, const StoredRecord&)>& take);

// For a scan to the end: the numbers behind its last one, to `last`, belong to the segment, too;
// `voids` of all its numbers were never produced, and what else is missing is lost.
void CloseScan(SegmentScan& scan, std::uint64_t last, std::uint64_t voids);

}  // namespace xunjian
