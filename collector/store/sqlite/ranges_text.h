#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "proto/words/seq_ranges.h"

namespace xunjian {

// Sequence numbers as text, the form of the store: "1-500,502-502"; "" for none.
std::string RangesToText(const SeqRanges& ranges);
Result<SeqRanges> RangesFromText(std::string_view text);

}  // namespace xunjian
