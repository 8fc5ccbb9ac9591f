#include "journal_writer.h"

#include <algorithm>
#include <cstdlib>

#include "journal_batch.h"
#include "series_mask.h"
#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kMostSegmentBytes = 1 << 30;  // offsets have 32 bits
constexpr std::size_t kFlushBytes = 4 << 20;

}  // namespace

bool JournalWriter::IsFull(std::int64_t received_ms) const {
  if (offset() >= std::min(options_.segment_bytes, kMostSegmentBytes)) return true;
  const auto age = std::chrono::milliseconds(std::abs(WrapMinus(received_ms, begun_ms_)));
  return age >= options_.segment_age;
}

Result<void> JournalWriter::Begin(std::int64_t received_ms) {
  if (auto synced = Sync(); !synced) return synced;
  if (segment_) {
    sealed_[segment_->number()] = file_->size();
    segment_->set_bytes(file_->size());
  }
  const std::string name = JournalName(next_);
  const std::string path = folder_.PathOf(name);
  auto file = storage_.OpenAppend(path, kHistoryFileMode);
  if (!file) return file.error();
  auto reading = storage_.OpenRead(path);
  if (!reading) return reading.error();
  file_ = *std::move(file);
  segment_ =
      std::make_shared<JournalSegment>(next_, SeedOf(folder_.history, name), *std::move(reading));
  begun_.push_back(segment_);
  sources_.clear();
  shapes_.clear();
  contents_ = {};
  begun_ms_ = received_ms;
  ++next_;
  PutFrame(FrameKind::kStart, "xunjian journal 2 " + name);
  return Ok();
}

void JournalWriter::PutFrame(FrameKind kind, const std::string& payload) {
  std::string frame;
  xunjian::PutFrame(frame, kind, payload, segment_->seed(), offset());
  pending_.Append(frame);
}

void JournalWriter::PutContents() {
  if (contents_.batches.empty()) return;
  PutFrame(FrameKind::kContents, EncodeContents(contents_));
  contents_ = {.begin = offset()};
}

std::uint32_t JournalWriter::SourceNumber(const HistoryEntry& entry) {
  const auto number = static_cast<std::uint32_t>(sources_.size());
  const auto [known, is_new] = sources_.try_emplace(entry.epoch_number, number);
  if (is_new) {
    const RowOrigin origin{entry.epoch_number, entry.epoch, entry.host};
    PutFrame(FrameKind::kSource, EncodeSource(number, origin));
    segment_->index().AddSource(number, origin);
  }
  return known->second;
}

const JournalWriter::ShapeFacts& JournalWriter::FactsOf(
    const std::shared_ptr<const ResultShape>& shape) {
  const auto number = static_cast<std::uint32_t>(shapes_.size());
  const auto [known, is_new] = shapes_.try_emplace(shape.get());
  if (is_new) {
    known->second = {shape, SeriesMask(*shape), number, SamplesOf(*shape)};
    segment_->index().AddShape(number, static_cast<std::uint32_t>(offset()));
    PutFrame(FrameKind::kShape, EncodeShape(number, shape->bytes()));
  }
  return known->second;
}

// Shapes and what the index wants to know, before the batch itself is written.
void JournalWriter::NumberShapes(const HistoryEntry& entry, BatchFacts& facts) {
  const ColumnBatch& batch = *entry.batch;
  shape_facts_.assign(batch.shapes().size(), nullptr);
  shape_numbers_.resize(batch.shapes().size());
  facts.observed_min = facts.observed_max = Count(batch.rows()[entry.fresh.front()].observed_at);
  for (const std::uint32_t index : entry.fresh) {
    const ColumnBatch::Row& row = batch.rows()[index];
    const std::int64_t observed = Count(row.observed_at);
    facts.observed_min = std::min(facts.observed_min, observed);
    facts.observed_max = std::max(facts.observed_max, observed);
    const ShapeFacts*& shape = shape_facts_[row.shape];
    if (shape == nullptr) {
      shape = &FactsOf(batch.shapes()[row.shape]);
      shape_numbers_[row.shape] = shape->number;
      facts.mask |= shape->mask;
    }
    samples_ += shape->samples;
  }
  facts.first_seq = batch.rows()[entry.fresh.front()].seq;
  facts.last_seq = batch.rows()[entry.fresh.back()].seq;
}

Result<void> JournalWriter::Append(const HistoryEntry& entry) {
  if (entry.fresh.empty()) return Ok();
  changed_ = true;
  const std::int64_t received_ms = Milliseconds(entry.received_at);
  if (!file_ || IsFull(received_ms)) {
    if (auto begun = Begin(received_ms); !begun) return begun;
  }
  Staged staged{segment_.get(), {}};
  staged.facts.source = SourceNumber(entry);
  staged.facts.received_ms = received_ms;
  NumberShapes(entry, staged.facts);

  const std::uint64_t offset = this->offset();
  staged.facts.offset = static_cast<std::uint32_t>(offset);
  const std::size_t start = pending_.size();
  pending_.Keep(pending_.Room(kFrameHeaderBytes) + kFrameHeaderBytes);
  EncodeBatch({staged.facts.source, entry.commit, entry.order, received_ms, entry.fresh.size()},
              *entry.batch, entry.fresh, shape_numbers_, pending_);
  WriteFrameHeader(pending_.data() + start, FrameKind::kBatch,
                   pending_.view().substr(start + kFrameHeaderBytes), segment_->seed(), offset);
  staged_.push_back(staged);
  contents_.batches.push_back({.epoch_number = entry.epoch_number,
                               .offset = offset,
                               .rows = entry.fresh.size(),
                               .first_seq = staged.facts.first_seq,
                               .last_seq = staged.facts.last_seq,
                               .received_ms = received_ms,
                               .observed_min = staged.facts.observed_min,
                               .observed_max = staged.facts.observed_max});
  results_ += entry.fresh.size();
  return pending_.size() < kFlushBytes ? Ok() : Flush();
}

Result<void> JournalWriter::Flush() {
  if (pending_.size() == 0) return Ok();
  auto written = file_->Append(pending_.view());
  if (!written) return written;
  pending_.Clear();
  unsynced_ = true;
  return Ok();
}

Result<void> JournalWriter::Sync() {
  if (!file_) return Ok();
  PutContents();
  if (auto flushed = Flush(); !flushed) return flushed;
  if (!unsynced_) return Ok();
  unsynced_ = false;
  // Some disks find out here that they are full; a second fdatasync would not tell of it again.
  if (auto synced = file_->Sync(); !synced) {
    return Error(ErrorCode::kInternal, synced.error().message());
  }
  return Ok();
}

Result<void> JournalWriter::RollBack() {
  if (!changed_) return Ok();
  file_.reset();
  for (const auto& segment : begun_) {
    auto removed = storage_.Remove(folder_.PathOf(JournalName(segment->number())));
    if (!removed && removed.error().code() != ErrorCode::kNotFound) return removed;
  }
  next_ -= begun_.size();
  if (published_.segment) {
    const std::string name = JournalName(published_.segment->number());
    if (auto cut = storage_.Truncate(folder_.PathOf(name), published_.bytes); !cut) return cut;
    published_.segment->set_bytes(published_.bytes);
  }
  Forget();
  return Ok();
}

void JournalWriter::Forget() {
  segment_.reset();
  pending_.Clear();
  contents_ = {};
  sealed_.clear();
  sources_.clear();
  shapes_.clear();
  staged_.clear();
  begun_.clear();
  unsynced_ = false;
  changed_ = false;
  results_ = published_.results;
  samples_ = published_.samples;
  published_.segment.reset();
}

std::map<std::uint64_t, std::uint64_t> JournalWriter::Sizes() const {
  auto sizes = sealed_;
  if (segment_) sizes[segment_->number()] = file_->size();
  return sizes;
}

std::vector<std::shared_ptr<JournalSegment>> JournalWriter::Publish() {
  for (const Staged& staged : staged_) staged.segment->index().AddBatch(staged.facts);
  if (segment_) segment_->set_bytes(file_->size());
  staged_.clear();
  sealed_.clear();
  published_ = {segment_, segment_ ? file_->size() : 0, results_, samples_};
  changed_ = false;
  return std::exchange(begun_, {});
}

}  // namespace xunjian
