#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "proto/words/seq_ranges.h"

namespace xunjian {

// Why a number has no result.
enum class GapReason {
  kCap = 1,   // produced, and merged or never taken by the spool for want of room
  kDamage,    // produced, and unreadable in the spool now
  kVoid,      // never produced: numbers that a crash or a failed write burnt
  kRejected,  // produced, and refused by the collector: it breaks a rule
  kHistory,   // stored by the collector, and unreadable on its disk now
};

// "no_room", "damage", "never_used", "rejected", "collector_damage".
std::string_view ToString(GapReason reason);

// Numbers of one epoch without a result, for one reason.
struct ResultGap {
  GapReason reason = GapReason::kVoid;
  SeqRanges seqs;
  // Produced results among them: as many as numbers, 0 for kVoid. Fewer only where a spool's
  // segment lost both copies of its account: then burnt numbers are among the damaged ones.
  std::uint64_t count = 0;
  // Of what was merged; around what is damaged; Timestamp{} where nothing is known.
  Timestamp first_at;
  Timestamp last_at;
  friend bool operator==(const ResultGap&, const ResultGap&) = default;
};

// A gap as it is read back: results of a host that were produced and will never come. Of which
// checks they were nobody knows any more. Of kHistory anything but the host may be 0, for not
// known; without an epoch they may have been of any host.
struct GapRow {
  std::string host;
  GapReason reason = GapReason::kCap;
  std::uint64_t count = 0;
  Timestamp first_at;  // when they were produced; Timestamp{}: not known
  Timestamp last_at;
  Timestamp received_at;  // when the collector heard of it; of kHistory as last_at
  std::uint64_t epoch = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  friend bool operator==(const GapRow&, const GapRow&) = default;
};

// The part of a gap that has these numbers, with the count of them.
ResultGap CutGap(const ResultGap& gap, SeqRanges seqs);

}  // namespace xunjian
