#include "collector/store/sqlite/ranges_text.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

TEST_CASE("sequence numbers are kept as text, range by range") {
  SeqRanges ranges;
  for (const std::uint64_t seq : {5, 1, 2, 4, 9, 3}) ranges.Add(seq, seq);
  CHECK(RangesToText(ranges) == "1-5,9-9");
  CHECK(RangesFromText("1-5,9-9").value() == ranges);
  CHECK(RangesFromText("").value().empty());
  for (const char* bad : {"5", "2-1", "3-4,1-2", "1-3,3-4", "a-b", "0-1"}) {
    INFO(bad);
    CHECK_FALSE(RangesFromText(bad).has_value());
  }
}

}  // namespace
}  // namespace xunjian
