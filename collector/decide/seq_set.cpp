#include "collector/decide/seq_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace xunjian {
namespace {

// The first range that ends at or after `seq`.
template <class Ranges>
auto RangeAt(Ranges& ranges, std::uint64_t seq) {
  return std::partition_point(ranges.begin(), ranges.end(),
                              [seq](const SeqRange& range) { return range.last < seq; });
}

bool ReadNumber(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool ReadRange(std::string_view text, SeqRange& range) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && ReadNumber(text.substr(0, dash), range.first) &&
         ReadNumber(text.substr(dash + 1), range.last) && range.first >= 1 &&
         range.first <= range.last;
}

}  // namespace

bool SeqSet::Contains(std::uint64_t seq) const {
  const auto range = RangeAt(ranges_, seq);
  return range != ranges_.end() && range->first <= seq;
}

void SeqSet::Insert(std::uint64_t seq) {
  auto next = RangeAt(ranges_, seq);
  if (next != ranges_.end() && next->first <= seq) return;
  const bool joins_next = next != ranges_.end() && next->first == seq + 1;
  const bool joins_before = next != ranges_.begin() && std::prev(next)->last + 1 == seq;
  if (joins_before && joins_next) {
    std::prev(next)->last = next->last;
    ranges_.erase(next);
  } else if (joins_before) {
    std::prev(next)->last = seq;
  } else if (joins_next) {
    next->first = seq;
  } else {
    ranges_.insert(next, {seq, seq});
  }
}

std::string SeqSet::ToText() const {
  std::string text;
  for (const SeqRange& range : ranges_) {
    if (!text.empty()) text += ',';
    text += fmt::format("{}-{}", range.first, range.last);
  }
  return text;
}

Result<SeqSet> SeqSet::Parse(std::string_view text) {
  SeqSet set;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    SeqRange range;
    const bool readable = ReadRange(text.substr(0, comma), range);
    if (!readable || (!set.ranges_.empty() && range.first <= set.ranges_.back().last)) {
      return MakeError(ErrorCode::kInternal,
                       {"'{}' is no set of sequence numbers", "'{}' 不是有效的序号集合"}, text);
    }
    set.ranges_.push_back(range);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return set;
}

}  // namespace xunjian
