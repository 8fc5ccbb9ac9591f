#include "proto/words/result_gap.h"

#include <algorithm>
#include <utility>

namespace xunjian {

std::string_view ToString(GapReason reason) {
  switch (reason) {
    case GapReason::kCap:
      return "no_room";
    case GapReason::kDamage:
      return "damage";
    case GapReason::kVoid:
      return "never_used";
    case GapReason::kRejected:
      return "rejected";
    case GapReason::kHistory:
      return "collector_damage";
  }
  return "";
}

ResultGap CutGap(const ResultGap& gap, SeqRanges seqs) {
  const std::uint64_t numbers = seqs.Count();
  const std::uint64_t without = gap.seqs.Count() - std::min(gap.count, gap.seqs.Count());
  ResultGap cut = gap;
  // Where burnt numbers are among the damaged ones nobody knows which are which.
  cut.count = without == 0 ? numbers : std::min(gap.count, numbers);
  cut.seqs = std::move(seqs);
  return cut;
}

}  // namespace xunjian
