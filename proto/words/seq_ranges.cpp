#include "proto/words/seq_ranges.h"

#include <algorithm>

namespace xunjian {

std::uint64_t SeqRanges::Add(std::uint64_t first, std::uint64_t last) {
  if (first > last) return 0;
  std::uint64_t added = last - first + 1;
  auto at = ranges_.upper_bound(first);
  if (at != ranges_.begin() && std::prev(at)->second + 1 >= first) --at;
  // Every range that touches or overlaps the new one melts into it.
  while (at != ranges_.end() && at->first <= last + 1) {
    const std::uint64_t from = std::max(first, at->first);
    const std::uint64_t to = std::min(last, at->second);
    if (from <= to) added -= to - from + 1;
    first = std::min(first, at->first);
    last = std::max(last, at->second);
    at = ranges_.erase(at);
  }
  ranges_.emplace(first, last);
  return added;
}

void SeqRanges::AddAll(const SeqRanges& others) {
  for (const auto& [first, last] : others.ranges_) Add(first, last);
}

void SeqRanges::Remove(std::uint64_t first, std::uint64_t last) {
  if (first > last) return;
  auto at = ranges_.upper_bound(first);
  if (at != ranges_.begin() && std::prev(at)->second >= first) --at;
  while (at != ranges_.end() && at->first <= last) {
    const auto [from, to] = *at;
    at = ranges_.erase(at);
    if (from < first) ranges_.emplace(from, first - 1);
    if (to > last) ranges_.emplace(last + 1, to);
  }
}

void SeqRanges::RemoveAll(const SeqRanges& others, std::uint64_t first, std::uint64_t last) {
  for (auto at = others.Reaching(first); at != others.ranges_.end() && at->first <= last; ++at) {
    Remove(std::max(first, at->first), std::min(last, at->second));
  }
}

SeqRanges::Map::const_iterator SeqRanges::Reaching(std::uint64_t seq) const {
  const auto after = ranges_.upper_bound(seq);
  if (after == ranges_.begin() || std::prev(after)->second < seq) return after;
  return std::prev(after);
}

std::uint64_t SeqRanges::CountIn(std::uint64_t first, std::uint64_t last) const {
  if (first > last) return 0;
  std::uint64_t count = 0;
  for (auto at = Reaching(first); at != ranges_.end() && at->first <= last; ++at) {
    count += std::min(last, at->second) - std::max(first, at->first) + 1;
  }
  return count;
}

std::uint64_t SeqRanges::Count() const {
  return ranges_.empty() ? 0 : CountIn(ranges_.begin()->first, ranges_.rbegin()->second);
}

SeqRanges SeqRanges::Within(std::uint64_t first, std::uint64_t last) const {
  SeqRanges within;
  if (first > last) return within;
  for (auto at = Reaching(first); at != ranges_.end() && at->first <= last; ++at) {
    within.ranges_.emplace_hint(within.ranges_.end(), std::max(first, at->first),
                                std::min(last, at->second));
  }
  return within;
}

bool SeqRanges::Contains(std::uint64_t seq) const { return NextOutside(seq) != seq; }

std::uint64_t SeqRanges::NextOutside(std::uint64_t seq) const {
  const auto after = ranges_.upper_bound(seq);
  if (after == ranges_.begin()) return seq;
  const auto& [first, last] = *std::prev(after);
  return last < seq ? seq : last + 1;
}

}  // namespace xunjian
