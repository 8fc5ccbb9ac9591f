// What it costs to put a result on the wire and to take it off again, in batches of 100 as the
// uplink sends them: split into shape and row, written, read. Prints `name value unit`.
#include <fmt/format.h>

#include <chrono>

#include "proto/columns/batch_reader.h"
#include "proto/columns/result_splitter.h"

namespace {

using namespace xunjian;

constexpr std::uint64_t kBatch = 100;
constexpr std::uint64_t kRounds = 2000;

// A file system check of three mounts: the shape of most results.
CheckResult TypicalResult(std::uint64_t run) {
  CheckResult result{.check = "host.perf.fs_space",
                     .assignment = "base/host.perf.fs_space",
                     .observed_at = Timestamp(std::chrono::seconds(1'764'000'000 + 30 * run)),
                     .duration = std::chrono::microseconds(200 + run % 50),
                     .ruler = "0123456789abcdef"};
  for (const char* mount : {"/", "/var", "/home"}) {
    result.items.push_back(
        {.observed = {.item = mount,
                      .metrics = {{"size_bytes", 5.3e10, "bytes"},
                                  {"available_bytes", 2.1e10 - 4096.0 * double(run), "bytes"}},
                      .attributes = {{"type", "ext4"}}},
         .outcome = Outcome::kOk,
         .code = "ok",
         .arguments = {{"metric", "used_percent"}, {"value", "60.4"}},
         .readings = {{"used_percent", 60.4, "percent"}}});
  }
  return result;
}

std::vector<SequencedRow> Split(const std::vector<CheckResult>& results, ResultSplitter& splitter) {
  std::vector<SequencedRow> rows;
  for (std::uint64_t seq = 1; const CheckResult& result : results) {
    SplitResult split = splitter.Split(result);
    rows.push_back({seq++, std::move(split.shape), std::move(split.row)});
  }
  return rows;
}

// Nanoseconds a result.
template <class Work>
double Measure(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint64_t round = 0; round < kRounds; ++round) work(round);
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
  return spent.count() / (kRounds * static_cast<double>(kBatch));
}

}  // namespace

int main() {
  std::vector<CheckResult> results;
  for (std::uint64_t run = 0; run < kBatch; ++run) results.push_back(TypicalResult(run));
  ResultSplitter splitter;
  const double split = Measure([&](std::uint64_t) { (void)Split(results, splitter); });

  const std::vector<SequencedRow> rows = Split(results, splitter);
  BatchWriter writer;
  std::vector<std::string> written(kRounds);
  const double write = Measure([&](std::uint64_t round) { written[round] = writer.Write(rows); });

  ShapePool shapes;
  BatchReader reader(shapes);
  std::size_t read_rows = 0;
  const double read = Measure([&](std::uint64_t round) {
    read_rows += reader.Read(1, written[round]).value().rows().size();
  });
  fmt::print("convert.split_ns_per_result {:.0f} ns\n", split);
  fmt::print("convert.write_ns_per_result {:.0f} ns\n", write);
  fmt::print("convert.read_ns_per_result {:.0f} ns\n", read);
  fmt::print("convert.bytes_per_result {:.1f} bytes\n",
             static_cast<double>(written.back().size()) / kBatch);
  return read_rows == kRounds * kBatch ? 0 : 1;
}
