#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

// Private to collector_history: what the journal says of its batches a second time, once a sync, so
// that a batch which damage took can still be named.
//
//   contents  begin, how many batches; for each:              varints
//               epoch number, offset - the one before, rows, first seq, last seq - first,
//               received ms (zigzag), first observed - received (zigzag), last observed - first
struct BatchNote {
  std::uint64_t epoch_number = 0;
  std::uint64_t offset = 0;  // of its frame
  std::uint64_t rows = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  std::int64_t received_ms = 0;
  std::int64_t observed_min = 0;  // nanoseconds
  std::int64_t observed_max = 0;
};

struct JournalContents {
  std::uint64_t begin = 0;  // it tells of every batch from there on to itself
  std::vector<BatchNote> batches;
};

std::string EncodeContents(const JournalContents& contents);
// False: the payload is none.
bool DecodeContents(std::string_view payload, JournalContents& contents);

}  // namespace xunjian
