#include "tests/support/recorded_mix.h"

#include <zstd.h>

#include <map>
#include <stdexcept>

#include "base/file_storage.h"
#include "proto/columns/byte_reader.h"
#include "proto/convert/result_codec.h"

namespace xunjian {
namespace {

constexpr std::string_view kRecording =
    XUNJIAN_SOURCE_DIR "/tests/fixtures/recorded-results/debian12.zst";

std::string Recording() {
  PosixStorage storage;
  const auto packed = storage.Read(std::string(kRecording), 16 << 20);
  if (!packed) throw std::runtime_error(packed.error().In(Language::kEnglish));
  std::string bytes(64 << 20, '\0');
  bytes.resize(ZSTD_decompress(bytes.data(), bytes.size(), packed->data(), packed->size()));
  return bytes;
}

// By check; those that had nothing to look at are left out.
std::map<std::string, std::vector<CheckResult>> RecordedResults() {
  const std::string bytes = Recording();
  ByteReader from(bytes);
  std::map<std::string, std::vector<CheckResult>> checks;
  while (!from.AtEnd()) {
    CheckResult result = DecodeResult(from.Bytes(from.Varint())).value();
    std::size_t metrics = 0;
    for (const ItemResult& item : result.items) metrics += item.observed.metrics.size();
    if (metrics != 0) checks[result.check].push_back(std::move(result));
  }
  return checks;
}

// Forth and back, so that no number leaps at the end.
std::size_t PlaceIn(std::size_t size, std::uint64_t step) {
  const std::uint64_t place = step % (2 * size - 2);
  return place < size ? place : 2 * size - 2 - place;
}

// Jitter of a scheduler, the same whenever it is asked for.
std::uint64_t Scatter(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t hash = a * 0x9e3779b97f4a7c15ULL ^ b * 0xc2b2ae3d27d4eb4fULL ^ c;
  hash ^= hash >> 29;
  hash *= 0x165667b19e3779f9ULL;
  return hash >> 32;
}

}  // namespace

RecordedMix::RecordedMix(Timestamp start) : start_(start) {
  const auto checks = RecordedResults();
  if (checks.empty()) throw std::runtime_error("nothing was recorded");
  for (std::size_t assignment = 0; assignment < kAssignments;) {
    for (const auto& [check, results] : checks) {
      if (assignment == kAssignments) break;
      ResultSplitter splitter;
      Series series{check, {}};
      for (CheckResult result : results) {
        result.assignment = "rule" + std::to_string(assignment) + "/" + check;
        series.runs.push_back(splitter.Split(result));
      }
      series_.push_back(std::move(series));
      ++assignment;
    }
  }
}

const std::shared_ptr<const ResultShape>& RecordedMix::ShapeOf(
    std::uint64_t host, const std::shared_ptr<const ResultShape>& shape) {
  if (host >= hosts_.size()) hosts_.resize(host + 1);
  auto& known = hosts_[host][shape.get()];
  if (!known) {
    CheckResult skeleton = shape->skeleton();
    for (ItemResult& item : skeleton.items) item.observed.item += "-" + std::to_string(host);
    known = ResultShape::Make(skeleton, shape->holes());
  }
  return known;
}

void RecordedMix::Add(std::uint64_t host, std::uint64_t round, std::size_t assignment,
                      Indexes& indexes, ColumnBatch& batch) {
  const Series& series = series_[assignment];
  const std::uint64_t begin = Scatter(host, assignment, 0);
  const SplitResult& run = series.runs[PlaceIn(series.runs.size(), begin + round)];
  const auto& shape = ShapeOf(host, run.shape);
  const auto [known, is_new] = indexes.try_emplace(shape.get());
  if (is_new) known->second = batch.AddShape(shape);
  RowView row = ViewOf(run.row);
  const std::uint64_t offset = assignment * 500 + Scatter(host, assignment, round + 1) % 4;
  row.observed_at = TimeOf(round) + std::chrono::milliseconds(offset);
  row.duration = std::chrono::floor<std::chrono::microseconds>(row.duration);
  batch.AddRow(1 + round * kAssignments + assignment, known->second, row);
}

ColumnBatch RecordedMix::Batch(std::uint64_t host, std::uint64_t first, std::uint64_t rounds) {
  ColumnBatch batch(host + 1);
  Indexes indexes;
  batch.Reserve(rounds * kAssignments, rounds * kAssignments * 6);
  for (std::uint64_t round = first; round < first + rounds; ++round) {
    for (std::size_t assignment = 0; assignment < kAssignments; ++assignment) {
      Add(host, round, assignment, indexes, batch);
    }
  }
  return batch;
}

ColumnBatch RecordedMix::Single(std::uint64_t host, std::uint64_t round, std::size_t assignment) {
  ColumnBatch batch(host + 1);
  Indexes indexes;
  Add(host, round, assignment, indexes, batch);
  return batch;
}

}  // namespace xunjian
