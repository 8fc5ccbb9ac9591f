#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "../convert/random_words.h"
#include "checks/api/quantity.h"
#include "proto/columns/batch_reader.h"
#include "proto/columns/batch_writer.h"
#include "proto/columns/result_splitter.h"
#include "proto/convert/limits.h"
#include "proto/convert/protobuf_log.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// What one host's fs_space check finds, a little different each time.
CheckResult FsSpace(int run, Outcome outcome = Outcome::kOk) {
  CheckResult result;
  result.check = "host.perf.fs_space";
  result.assignment = "machine/host.perf.fs_space";
  result.ruler = "8b1a9953c4611296";
  result.observed_at = Timestamp(1795443015s + run * 30s + (run % 7) * 1ms);
  result.duration = std::chrono::microseconds(180 + run % 5);
  const double free = 86e9 - run * 4096.0;
  const double used = std::round((1 - free / 270e9) * 1e6) / 1e4;
  ItemResult item;
  item.observed.item = "/";
  item.observed.metrics = {{"size_bytes", 270e9, "bytes"}, {"available_bytes", free, "bytes"}};
  item.observed.attributes = {{"type", "ext4"}};
  item.readings = {{"used_percent", used, "percent"}};
  item.outcome = outcome;
  item.code = outcome == Outcome::kOk ? "ok" : "over";
  item.arguments = {{"value", NumberText(used)}, {"threshold", "90"}};
  result.items.push_back(item);
  return result;
}

std::vector<SequencedRow> Rows(ResultSplitter& splitter, const std::vector<CheckResult>& results,
                               std::uint64_t first_seq = 1) {
  std::vector<SequencedRow> rows;
  for (const CheckResult& result : results) {
    SplitResult split = splitter.Split(result);
    rows.push_back({first_seq++, std::move(split.shape), std::move(split.row)});
  }
  return rows;
}

std::vector<CheckResult> ResultsOf(const ColumnBatch& batch) {
  std::vector<CheckResult> results;
  for (const ColumnBatch::Row& row : batch.rows()) results.push_back(batch.ResultOf(row));
  return results;
}

TEST_CASE("a number comes back to the bit, whatever it was before") {
  const double values[] = {0,
                           -0.0,
                           1,
                           -1,
                           0.1,
                           20.1528,
                           18017.28,
                           18017.280000000002,
                           1.0 / 3,
                           270553174016,
                           9007199254740991,
                           9007199254740992,
                           1e300,
                           -1e300,
                           5e-324,
                           std::numeric_limits<double>::max(),
                           1e-9,
                           1e-10,
                           0.1 + 0.2};
  for (const double before : values) {
    for (const double value : values) {
      NumberMemory writer;
      NumberMemory reader;
      std::string bytes;
      const std::uint8_t first = writer.Write(before, bytes);
      const std::uint8_t second = writer.Write(value, bytes);
      ByteReader from(bytes);
      CHECK(std::bit_cast<std::uint64_t>(reader.Read(first, from)) ==
            std::bit_cast<std::uint64_t>(before));
      CHECK(std::bit_cast<std::uint64_t>(reader.Read(second, from)) ==
            std::bit_cast<std::uint64_t>(value));
      CHECK(from.ok());
      CHECK(from.AtEnd());
    }
  }
}

TEST_CASE("a counter that grows a little takes a byte or two") {
  NumberMemory memory;
  std::string bytes;
  memory.Write(123456789012, bytes);
  bytes.clear();
  memory.Write(123456789012 + 100, bytes);
  CHECK(bytes.size() == 1);
  memory.Write(123456789012 + 20000, bytes);
  CHECK(bytes.size() == 3);
}

TEST_CASE("an infinite or undefined number is refused") {
  for (const double value :
       {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    std::string bytes;
    PutLittle(bytes, std::bit_cast<std::uint64_t>(value), 8);
    ByteReader from(bytes);
    NumberMemory reader;
    reader.Read(8, from);
    CHECK_FALSE(from.ok());
  }
}

TEST_CASE("a result is its shape and its row") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    RandomWords words(seed);
    ResultSplitter splitter;
    const CheckResult result = words.Result();
    const SplitResult split = splitter.Split(result);
    REQUIRE(split.shape->Join(ViewOf(split.row)) == result);
    const auto parsed = ResultShape::Parse(split.shape->bytes());
    REQUIRE(parsed.has_value());
    REQUIRE((*parsed)->bytes() == split.shape->bytes());
    REQUIRE((*parsed)->Join(ViewOf(split.row)) == result);
  }
}

TEST_CASE("results that differ in numbers alone have one shape") {
  ResultSplitter splitter;
  const auto shape = splitter.Split(FsSpace(0)).shape;
  for (int run = 1; run < 100; ++run) CHECK(splitter.Split(FsSpace(run)).shape == shape);
  CHECK(shape->numbers() == 3);  // the value in the reason is the reading's
  CHECK(shape->texts() == 0);
}

TEST_CASE("another outcome is another shape, and the first one is found again") {
  ResultSplitter splitter;
  const auto good = splitter.Split(FsSpace(0)).shape;
  const auto bad = splitter.Split(FsSpace(1, Outcome::kCritical)).shape;
  CHECK(good != bad);
  CHECK(splitter.Split(FsSpace(2)).shape == good);
  CHECK(splitter.Split(FsSpace(3, Outcome::kCritical)).shape == bad);
}

TEST_CASE("a text that changes moves into the rows, once") {
  ResultSplitter splitter;
  std::shared_ptr<const ResultShape> last;
  int shapes = 0;
  for (int run = 0; run < 50; ++run) {
    CheckResult result = FsSpace(run);
    result.items[0].arguments.push_back({"process", "worker-" + std::to_string(run)});
    result.items[0].arguments.push_back({"seen", std::to_string(run % 10)});
    const SplitResult split = splitter.Split(result);
    REQUIRE(split.shape->Join(ViewOf(split.row)) == result);
    if (split.shape != last) ++shapes;
    last = split.shape;
  }
  CHECK(shapes <= 2);
}

TEST_CASE("batches of a stream come out as they went in") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    RandomWords words(seed);
    ResultSplitter splitter;
    ShapePool pool;
    BatchWriter writer;
    BatchReader reader(pool);
    std::vector<CheckResult> kinds;
    for (int i = 0; i < 5; ++i) kinds.push_back(words.Result());
    for (std::uint64_t batch = 0; batch < 5; ++batch) {
      std::vector<CheckResult> results;
      for (std::uint64_t i = words.Number(1, 40); i > 0; --i) {
        CheckResult result = kinds[words.Number(0, 4)];
        result.observed_at += Duration(words.Number(0, 1ULL << 40));
        results.push_back(result);
      }
      const std::string bytes = writer.Write(Rows(splitter, results, batch * 100 + 1));
      const auto read = reader.Read(7, bytes);
      REQUIRE(read.has_value());
      REQUIRE(ResultsOf(*read) == results);
      REQUIRE(read->rows().front().seq == batch * 100 + 1);
    }
  }
}

TEST_CASE("a repeated result of three numbers takes at most 24 bytes") {
  ResultSplitter splitter;
  BatchWriter writer;
  std::vector<CheckResult> results;
  for (int run = 0; run < 100; ++run) results.push_back(FsSpace(run));
  writer.Write(Rows(splitter, results));
  results.clear();
  for (int run = 100; run < 200; ++run) results.push_back(FsSpace(run));
  const std::string bytes = writer.Write(Rows(splitter, results, 101));
  CHECK(bytes.size() <= 24 * 100);
  CHECK(bytes.size() >= 3 * 100);  // or it measured nothing
}

TEST_CASE("equal shapes of two streams are one object") {
  ShapePool pool;
  std::shared_ptr<const ResultShape> shapes[2];
  for (auto& shape : shapes) {
    ResultSplitter splitter;
    BatchReader reader(pool);
    const auto batch = reader.Read(1, BatchWriter().Write(Rows(splitter, {FsSpace(1)})));
    REQUIRE(batch.has_value());
    shape = batch->shapes().front();
  }
  CHECK(shapes[0] == shapes[1]);
  CHECK(pool.size() == 1);
}

TEST_CASE("a stream may have more shapes than its two ends remember") {
  ResultSplitter splitter;
  ShapePool pool;
  BatchWriter writer;
  BatchReader reader(pool);
  for (std::size_t round = 0; round < 6; ++round) {
    std::vector<CheckResult> results;
    for (std::size_t i = 0; i < 1000; ++i) {
      results.push_back(FsSpace(1));
      results.back().assignment = "rule-" + std::to_string(round * 900 + i);
    }
    const auto batch = reader.Read(1, writer.Write(Rows(splitter, results)));
    REQUIRE(batch.has_value());
    REQUIRE(ResultsOf(*batch) == results);
  }
}

TEST_CASE("a batch that unfolds to more than its budget is refused") {
  CheckResult wide = FsSpace(1);
  wide.items[0].observed.metrics.clear();
  for (int i = 0; i < 256; ++i) wide.items[0].observed.metrics.push_back({"m", 0, ""});
  for (int i = 0; i < 7; ++i) wide.items.push_back(wide.items[0]);
  ResultSplitter splitter;
  ShapePool pool;
  BatchReader reader(pool);
  const std::string bytes =
      BatchWriter().Write(Rows(splitter, std::vector<CheckResult>(1000, wide)));
  CHECK(bytes.size() < limits::kMessageBytes);
  CHECK_FALSE(reader.Read(1, bytes).has_value());
}

// A text that changes travels in the rows; what a shape says is checked with its other fields.
TEST_CASE("a text of a row that is too long, or not UTF-8, is refused") {
  struct Row {
    std::string text;
    bool taken;
  };
  for (const Row& row : {Row{std::string(limits::kTextBytes, 't'), true},
                         Row{std::string(limits::kTextBytes + 1, 't'), false},
                         Row{"half a character: \xe5\xb7", false}}) {
    CAPTURE(row.text.size());
    ResultSplitter splitter;
    BatchWriter writer;
    ShapePool pool;
    BatchReader reader(pool);
    std::vector<CheckResult> results(2, FsSpace(1));
    results[0].items[0].arguments[0].value = "one";
    results[1].items[0].arguments[0].value = "two";
    REQUIRE(reader.Read(1, writer.Write(Rows(splitter, results))).has_value());
    results.resize(1);
    results[0].items[0].arguments[0].value = row.text;
    CHECK(reader.Read(1, writer.Write(Rows(splitter, results, 3))).has_value() == row.taken);
  }
}

TEST_CASE("a damaged batch is refused or is a batch, and never more") {
  SilenceProtobufLog();
  ResultSplitter splitter;
  const std::string good = BatchWriter().Write(
      Rows(splitter, {FsSpace(0), FsSpace(1), FsSpace(2, Outcome::kCritical), FsSpace(3)}));
  std::size_t refused = 0;
  const auto attempt = [&](const std::string& bytes) {
    ShapePool pool;
    BatchReader reader(pool);
    const auto batch = reader.Read(1, bytes);
    if (!batch) return void(++refused);
    for (const CheckResult& result : ResultsOf(*batch)) {
      REQUIRE(result.items.size() <= limits::kResultItems);
    }
  };
  for (std::size_t length = 0; length < good.size(); ++length) attempt(good.substr(0, length));
  CHECK(refused == good.size());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    attempt(flipped);
  }
  attempt(good + "x");
}

}  // namespace
}  // namespace xunjian
