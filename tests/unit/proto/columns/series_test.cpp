#include <catch2/catch.hpp>

#include "../convert/random_words.h"
#include "proto/columns/item_view.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/series_columns.h"
#include "proto/convert/limits.h"
#include "proto/convert/protobuf_log.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

ItemResult ItemOf(const std::string& name, double used) {
  ItemResult item;
  item.observed.item = name;
  item.observed.metrics = {{"size", 100, "bytes"}, {"used", used, "bytes"}};
  item.observed.attributes = {{"type", "ext4"}};
  item.outcome = used > 90 ? Outcome::kCritical : Outcome::kOk;
  item.code = used > 90 ? "over" : "ok";
  item.arguments = {{"value", std::to_string(static_cast<int>(used))}};
  item.readings = {{"used", used, "bytes"}};
  return item;
}

CheckResult ResultWith(std::vector<ItemResult> items, int run = 0) {
  CheckResult result;
  result.check = "host.perf.fs_space";
  result.assignment = "machine/host.perf.fs_space";
  result.observed_at = Timestamp(1795443015s + run * 30s);
  result.duration = 180us;
  result.items = std::move(items);
  return result;
}

TEST_CASE("a series comes back whole, whatever its order and epochs") {
  ResultSplitter splitter;
  SeriesWriter writer;
  std::vector<CheckResult> results;
  std::vector<SeriesRow> rows;
  for (int i = 0; i < 300; ++i) {
    results.push_back(ResultWith({ItemOf("/", i % 100), ItemOf("/data", i % 7)}, i ^ 5));
    rows.push_back({i % 50 == 0 ? ~0ULL : 7, 10'000 - static_cast<std::uint64_t>(i * 3),
                    Timestamp(std::chrono::milliseconds(1'000 * (i ^ 3)))});
    const SplitResult split = splitter.Split(results.back());
    REQUIRE(writer.Add(rows.back(), split.shape, ViewOf(split.row)));
  }
  const auto series = SeriesColumns::Parse(std::move(writer).Finish()).value();
  REQUIRE(series.size() == results.size());
  for (std::size_t i = 0; i < series.size(); ++i) {
    CHECK(series.ResultOf(i) == results[i]);
    CHECK(series.row(i).epoch == rows[i].epoch);
    CHECK(series.row(i).seq == rows[i].seq);
    CHECK(series.row(i).received_at == rows[i].received_at);
  }
}

TEST_CASE("a page ends at its limit, and nothing of the next row is in it") {
  ResultSplitter splitter;
  const SplitResult split = splitter.Split(ResultWith({ItemOf("/", 1)}));
  SeriesWriter writer;
  std::size_t added = 0;
  while (writer.Add({1, added + 1, {}}, split.shape, ViewOf(split.row))) ++added;
  CHECK(added == limits::kRows);
  CHECK(SeriesColumns::Parse(std::move(writer).Finish()).value().size() == added);
}

TEST_CASE("an item's part of a result is the result without its other items") {
  ResultSplitter splitter;
  for (int i = 0; i < 50; ++i) {
    // Numbers that repeat in another item are still the item's own.
    const CheckResult whole =
        ResultWith({ItemOf("/", i), ItemOf("/data", i), ItemOf("/var", 100 - i)}, i);
    const SplitResult split = splitter.Split(whole);
    for (const ItemResult& item : whole.items) {
      const auto view = ItemView::Of(split.shape, item.observed.item);
      REQUIRE(view);
      ShapeRow memory;
      const RowView part = view->Pick(ViewOf(split.row), memory);
      CHECK(view->shape()->Join(part) == ResultWith({item}, i));
    }
    CHECK_FALSE(ItemView::Of(split.shape, "/none"));
  }
}

TEST_CASE("a result of the check as a whole speaks of every item") {
  ResultSplitter splitter;
  const SplitResult split = splitter.Split(ResultWith({ItemOf("", 5)}));
  CHECK(ItemView::Of(split.shape, "/data"));
  const SplitResult two = splitter.Split(ResultWith({ItemOf("", 5), ItemOf("/", 5)}));
  CHECK_FALSE(ItemView::Of(two.shape, "/data"));
  CHECK_FALSE(ItemView::Of(splitter.Split(ResultWith({})).shape, "/data"));
}

TEST_CASE("no bytes make a series reader do anything but refuse") {
  SilenceProtobufLog();
  ResultSplitter splitter;
  SeriesWriter writer;
  for (int i = 0; i < 5; ++i) {
    const SplitResult split = splitter.Split(ResultWith({ItemOf("/", i * 25)}, i));
    REQUIRE(writer.Add({7, static_cast<std::uint64_t>(i + 1), {}}, split.shape, ViewOf(split.row)));
  }
  const std::string bytes = std::move(writer).Finish();
  for (std::size_t end = 0; end < bytes.size(); ++end) {
    CHECK(SeriesColumns::Parse(bytes.substr(0, end)).has_error());
  }
  CHECK(SeriesColumns::Parse(bytes + "x").has_error());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = bytes;
      flipped[i] = static_cast<char>(flipped[i] ^ 1 << bit);
      const auto parsed = SeriesColumns::Parse(flipped);
      if (!parsed) continue;
      for (std::size_t row = 0; row < parsed->size(); ++row) (void)parsed->ResultOf(row);
    }
  }
}

}  // namespace
}  // namespace xunjian
