#pragma once

#include <cstdint>
#include <map>

namespace xunjian {

// Numbers first..last, both included.
struct SeqRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  friend bool operator==(const SeqRange&, const SeqRange&) = default;
};

// A set of sequence numbers, kept as ranges that neither touch nor overlap: nearly always a single
// one. A value.
class SeqRanges {
 public:
  using Map = std::map<std::uint64_t, std::uint64_t>;  // first -> last, both included

  // Returns how many of them are new; first > last is none.
  std::uint64_t Add(std::uint64_t first, std::uint64_t last);
  void AddAll(const SeqRanges& others);
  void Remove(std::uint64_t first, std::uint64_t last);
  // Those of `others` that lie in first..last.
  void RemoveAll(const SeqRanges& others, std::uint64_t first, std::uint64_t last);
  bool Contains(std::uint64_t seq) const;
  std::uint64_t CountIn(std::uint64_t first, std::uint64_t last) const;
  std::uint64_t Count() const;
  std::uint64_t Newest() const { return empty() ? 0 : ranges_.rbegin()->second; }
  // Those that lie in first..last.
  SeqRanges Within(std::uint64_t first, std::uint64_t last) const;
  // The smallest number >= seq that is not in the set.
  std::uint64_t NextOutside(std::uint64_t seq) const;

  bool empty() const { return ranges_.empty(); }
  const Map& ranges() const { return ranges_; }
  friend bool operator==(const SeqRanges&, const SeqRanges&) = default;

 private:
  // The first range that reaches `seq` or lies behind it.
  Map::const_iterator Reaching(std::uint64_t seq) const;

  Map ranges_;
};

}  // namespace xunjian
