#include "day_writer.h"

#include <algorithm>

#include "hours.h"

namespace xunjian {
namespace {

constexpr std::size_t kFlushBytes = 1 << 20;

Result<void> CutTail(FileStorage& storage, const std::string& path, std::uint64_t bytes) {
  const auto file = storage.OpenRead(path);
  if (!file) return file.error().code() == ErrorCode::kNotFound ? Ok() : file.error();
  return (*file)->size() > bytes ? storage.Truncate(path, bytes) : Ok();
}

}  // namespace

Result<std::unique_ptr<DayWriter>> DayWriter::Open(FileStorage& storage,
                                                   const HistoryFolder& folder,
                                                   const DayExtent& committed) {
  const std::string name = DayName(committed.day);
  const std::string path = folder.PathOf(name);
  if (auto cut = CutTail(storage, path, committed.bytes); !cut) return cut.error();
  auto file = storage.OpenAppend(path, kHistoryFileMode);
  if (!file) return file.error();
  std::unique_ptr<DayWriter> writer(
      new DayWriter(storage, path, SeedOf(folder.history, name), committed, *std::move(file)));
  if (auto begun = writer->Begin(name); !begun) return begun.error();
  return writer;
}

Result<void> DayWriter::Begin(const std::string& name) {
  if (file_->size() == 0) pending_ = DayStart(name, seed_);
  footer_.begin = offset();
  if (committed_.bytes == 0) return Ok();
  const auto file = storage_.OpenRead(path_);
  if (!file) return file.error();
  const std::uint64_t at =
      committed_.bytes - std::min<std::uint64_t>(committed_.bytes, kFooterFrameBytes);
  const auto frame = (*file)->Read(at, kFooterFrameBytes);
  if (!frame) return frame.error();
  // A damaged one costs the day's sums, no more.
  if (const auto before = ReadFooter(*frame, seed_, at)) {
    footer_.results = before->results;
    footer_.samples = before->samples;
  }
  return Ok();
}

void DayWriter::AddEntry(const BlockEntry& entry) {
  PutEntry(directory_, entry, seed_);
  const bool first = footer_.blocks++ == 0;
  footer_.observed_min =
      first ? entry.observed_min : std::min(footer_.observed_min, entry.observed_min);
  footer_.observed_max =
      first ? entry.observed_max : std::max(footer_.observed_max, entry.observed_max);
}

Result<void> DayWriter::AddBlock(std::string_view block, const BlockFacts& facts) {
  const std::uint64_t at = offset();
  PutFrame(pending_, FrameKind::kBlock, block, seed_, at);
  AddEntry(EntryOf(facts, at, offset() - at));
  footer_.results += facts.rows;
  footer_.samples += facts.samples;
  return pending_.size() < kFlushBytes ? Ok() : Flush();
}

Result<void> DayWriter::Flush() {
  auto written = file_->Append(pending_);
  if (written) pending_.clear();
  return written;
}

Result<DayExtent> DayWriter::Finish(std::uint64_t segment) {
  footer_.segment = segment;
  footer_.directory = offset() + kFrameHeaderBytes;
  PutFrame(pending_, FrameKind::kDirectory, directory_, seed_, offset());
  PutFooter(pending_, footer_, seed_, offset());
  if (auto written = Flush(); !written) return written.error();
  if (auto synced = file_->Sync(); !synced) {
    return Error(ErrorCode::kInternal, synced.error().message());
  }
  DayExtent extent = committed_;
  extent.bytes = file_->size();
  const std::int64_t first_hour = HourOf(footer_.observed_min);
  const std::int64_t last_hour = HourOf(footer_.observed_max);
  const bool is_new = committed_.bytes == 0;
  extent.first_hour = is_new ? first_hour : std::min(extent.first_hour, first_hour);
  extent.last_hour = is_new ? last_hour : std::max(extent.last_hour, last_hour);
  return extent;
}

void DayWriter::Abandon() {
  file_.reset();
  // What cannot be taken back now is cut off by the next fold, or at the next start.
  if (committed_.bytes == 0) {
    static_cast<void>(storage_.Remove(path_));
  } else {
    static_cast<void>(storage_.Truncate(path_, committed_.bytes));
  }
}

}  // namespace xunjian
