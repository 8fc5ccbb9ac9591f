#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// The sequence numbers of one epoch that were taken, as ranges: nearly always a single one.
class SeqSet {
 public:
  // What an agent can make us remember: a batch that would need more ranges is refused.
  static constexpr std::size_t kMaxRanges = 1000;

  bool Contains(std::uint64_t seq) const;
  void Insert(std::uint64_t seq);  // there already: nothing changes
  const std::vector<SeqRange>& ranges() const { return ranges_; }

  // "1-500,502-502"; the form of the store.
  std::string ToText() const;
  static Result<SeqSet> Parse(std::string_view text);
  friend bool operator==(const SeqSet&, const SeqSet&) = default;

 private:
  std::vector<SeqRange> ranges_;  // ascending, with a gap between any two
};

}  // namespace xunjian
