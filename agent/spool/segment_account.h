#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "agent/spool/spool_words.h"

namespace xunjian {

// Private to agent_spool: what became of the numbers of a segment that have no record in it.
struct SegmentAccount {
  std::uint64_t last = 0;  // no number beyond it is spoken of
  ResultGap merged{.reason = GapReason::kCap};
  ResultGap damage{.reason = GapReason::kDamage};
  ResultGap voids{.reason = GapReason::kVoid};
  SeqRanges settled;  // acknowledged, and gone

  std::array<ResultGap*, 3> gaps() { return {&merged, &damage, &voids}; }
  std::array<const ResultGap*, 3> gaps() const { return {&merged, &damage, &voids}; }
  // What of first..last it does not speak of.
  SeqRanges Unspoken(std::uint64_t first, std::uint64_t through) const;
  void Add(const SegmentAccount& other);
};

// Adds first..last; `count` of them were produced, between these times (Timestamp{}: not known).
void AddToGap(ResultGap& gap, std::uint64_t first, std::uint64_t last, std::uint64_t count,
              Timestamp first_at, Timestamp last_at);

// `first`: of the segment.
std::string EncodeAccount(const SegmentAccount& account, std::uint64_t first);
std::optional<SegmentAccount> DecodeAccount(std::string_view bytes, std::uint64_t first);

// The payload of a run: `count` numbers whose results are gone for `reason`. Its first number is
// the frame's.
struct SpoolRun {
  GapReason reason = GapReason::kCap;
  std::uint64_t count = 0;
  Timestamp first_at;
  Timestamp last_at;
};

std::string EncodeRun(const SpoolRun& run);
std::optional<SpoolRun> DecodeRun(std::string_view bytes);

}  // namespace xunjian
