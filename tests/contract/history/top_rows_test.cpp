#include "collector/history/top_rows.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

std::vector<std::int64_t> Times(const HistoryQuery& query, std::int64_t missed_min,
                                std::int64_t missed_max) {
  TopRows top(query);
  ResultSplitter splitter;
  const auto shape = splitter.Split(CheckResult{}).shape;
  const RowOrigin origin{1, 1, "host"};
  for (const std::int64_t time : {10, 30, 20, 50, 40}) {
    SeenRow row;
    row.origin = &origin;
    row.seq = static_cast<std::uint64_t>(time);
    row.observed_at = Timestamp(Duration(time));
    row.shape = &shape;
    top.Take(row);
  }
  top.Miss(missed_min, missed_max);
  std::vector<std::int64_t> times;
  for (const HistoryRow& row : std::move(top).Finish()) {
    times.push_back(row.observed_at.time_since_epoch().count());
  }
  return times;
}

using List = std::vector<std::int64_t>;

TEST_CASE("what was not looked at cuts the answer there, so that it has no hole") {
  CHECK(Times({.newest_first = false}, 35, 45) == List{10, 20, 30});
  CHECK(Times({.newest_first = true}, 35, 45) == List{50});
  CHECK(Times({.newest_first = false}, 5, 100) == List{});
  CHECK(Times({.newest_first = false}, 60, 70) == List{10, 20, 30, 40, 50});
  CHECK(Times({.since = Timestamp(Duration(20)), .newest_first = false}, 0, 45) == List{});
}

}  // namespace
}  // namespace xunjian
