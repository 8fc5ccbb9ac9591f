#include "proto/words/seq_ranges.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

namespace xunjian {
namespace {

TEST_CASE("ranges that touch or overlap melt, and only new numbers count") {
  SeqRanges ranges;
  CHECK(ranges.Add(5, 7) == 3);
  CHECK(ranges.Add(10, 10) == 1);
  CHECK(ranges.Add(8, 9) == 2);
  CHECK(ranges.ranges() == SeqRanges::Map{{5, 10}});
  CHECK(ranges.Add(1, 20) == 14);
  CHECK(ranges.Add(3, 4) == 0);
  CHECK(ranges.Add(4, 3) == 0);
  CHECK(ranges.ranges() == SeqRanges::Map{{1, 20}});
}

TEST_CASE("a range is removed from the middle of another") {
  SeqRanges ranges;
  ranges.Add(1, 10);
  ranges.Remove(4, 6);
  CHECK(ranges.ranges() == SeqRanges::Map{{1, 3}, {7, 10}});
  CHECK(ranges.NextOutside(2) == 4);
  CHECK(ranges.NextOutside(7) == 11);
  CHECK(ranges.NextOutside(20) == 20);
}

TEST_CASE("ranges are counted, cut and taken out within bounds") {
  SeqRanges ranges;
  ranges.Add(3, 6);
  ranges.Add(10, 20);
  CHECK(ranges.Count() == 15);
  CHECK(ranges.CountIn(5, 11) == 4);
  CHECK(ranges.CountIn(7, 9) == 0);
  CHECK(ranges.CountIn(6, 5) == 0);
  CHECK(ranges.Within(5, 11).ranges() == SeqRanges::Map{{5, 6}, {10, 11}});
  CHECK(ranges.Within(11, 5).empty());
  SeqRanges others;
  others.Add(1, 4);
  others.Add(12, 30);
  ranges.RemoveAll(others, 4, 15);
  CHECK(ranges.ranges() == SeqRanges::Map{{3, 3}, {5, 6}, {10, 11}, {16, 20}});
}

TEST_CASE("ranges behave as a set of numbers") {
  std::mt19937 random(7);
  const auto number = [&] { return std::uniform_int_distribution<std::uint64_t>(1, 60)(random); };
  SeqRanges ranges;
  std::set<std::uint64_t> numbers;
  for (int step = 0; step < 2000; ++step) {
    const std::uint64_t first = number();
    const std::uint64_t last = first + number() / 6;
    const bool add = step % 2 == 0;
    std::uint64_t added = 0;
    for (std::uint64_t seq = first; seq <= last; ++seq) {
      if (add) added += numbers.insert(seq).second ? 1 : 0;
      if (!add) numbers.erase(seq);
    }
    if (add) CHECK(ranges.Add(first, last) == added);
    if (!add) ranges.Remove(first, last);
    for (std::uint64_t seq = 1; seq <= 72; ++seq) {
      if (ranges.Contains(seq) != (numbers.count(seq) == 1)) FAIL("differs at " << seq);
    }
  }
}

}  // namespace
}  // namespace xunjian
