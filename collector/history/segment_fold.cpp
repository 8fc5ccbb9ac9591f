#include "segment_fold.h"

#include <algorithm>

#include "series_mask.h"

namespace xunjian {

SegmentFold::SegmentFold(FileStorage& storage, const HistoryFolder& folder,
                         const JournalSegment& segment, const std::vector<DayExtent>& days,
                         DamageLog& damage)
    : storage_(storage), folder_(folder), segment_(segment), days_(days), damage_(damage) {}

Result<std::optional<std::vector<DayExtent>>> SegmentFold::Run(const std::stop_token& stop) {
  auto done = TryRun(stop);
  if (!done || !*done) {
    for (const auto& [day, writer] : writers_) writer->Abandon();
  }
  return done;
}

Result<std::optional<std::vector<DayExtent>>> SegmentFold::TryRun(const std::stop_token& stop) {
  auto bytes = segment_.ReadAll();
  if (!bytes) return bytes.error();
  bytes_ = *std::move(bytes);
  auto sources = segment_.index().Select({});
  std::ranges::sort(sources, {},
                    [](const SourceBatches& batches) { return batches.origin.epoch_number; });
  const std::vector<SegmentLoss> losses = Losses();
  auto loss = losses.begin();
  const auto fold_losses = [&](std::uint64_t until) -> Result<void> {
    for (; loss != losses.end() && loss->what.epoch_number <= until; ++loss) {
      if (auto folded = FoldLoss(*loss); !folded) return folded;
    }
    return Ok();
  };
  for (const SourceBatches& source : sources) {
    if (stop.stop_requested()) return std::optional<std::vector<DayExtent>>();
    if (auto folded = fold_losses(source.origin.epoch_number); !folded) return folded.error();
    if (auto folded = FoldSource(source); !folded) return folded.error();
  }
  if (auto folded = fold_losses(~0ULL); !folded) return folded.error();
  std::vector<DayExtent> extents;
  for (const auto& [day, writer] : writers_) {
    auto extent = writer->Finish(segment_.number());
    if (!extent) return extent.error();
    extents.push_back(*extent);
  }
  return std::optional(std::move(extents));
}

// What is lost of the segment would be forgotten with it.
std::vector<SegmentLoss> SegmentFold::Losses() const {
  const JournalIndex::Span known = segment_.index().span();
  if (known.batches == 0) return segment_.losses();
  return segment_.LossesOf(bytes_, {known.first_received_ms, known.last_received_ms});
}

Result<void> SegmentFold::FoldLoss(const SegmentLoss& loss) {
  const auto writer = WriterOf(DayOf(loss.received_ms));
  if (!writer) return writer.error();
  (*writer)->AddLoss(loss.what);
  return Ok();
}

Result<void> SegmentFold::FoldSource(const SourceBatches& source) {
  block_.Begin(source.origin);
  for (const std::uint32_t offset : source.offsets) {
    if (auto folded = FoldBatch(offset); !folded) return folded;
  }
  return FinishBlock();
}

Result<void> SegmentFold::FoldBatch(std::uint32_t offset) {
  const std::string_view payload = PayloadAt(offset);
  if (payload.empty() || !decoder_.Start(payload)) {
    damage_.AddRecord(segment_.number(), offset);
    return Ok();
  }
  const BatchHead head = decoder_.head();
  const std::int32_t day = DayOf(head.received_ms);
  if (day != day_ || block_.full()) {
    if (auto finished = FinishBlock(); !finished) return finished;
    day_ = day;
  }
  block_.AddBatch(head.commit, head.order, head.received_ms);
  for (JournalRow row; decoder_.Next(row);) {
    if (const FoldShape* shape = ShapeOf(row)) {
      block_.AddRow(row, *shape);
    } else {
      damage_.AddRecord(segment_.number(), offset);
    }
  }
  return Ok();
}

Result<void> SegmentFold::FinishBlock() {
  if (block_.empty()) return Ok();
  const auto writer = WriterOf(day_);
  if (!writer) return writer.error();
  packed_.clear();
  const BlockFacts facts = block_.Finish(packed_);
  return (*writer)->AddBlock(packed_, facts);
}

Result<DayWriter*> SegmentFold::WriterOf(std::int32_t day) {
  const auto known = writers_.find(day);
  if (known != writers_.end()) return known->second.get();
  const auto committed = std::ranges::find(days_, day, &DayExtent::day);
  auto writer = DayWriter::Open(storage_, folder_,
                                committed == days_.end() ? DayExtent{.day = day} : *committed);
  if (!writer) return writer.error();
  return writers_.emplace(day, *std::move(writer)).first->second.get();
}

// Null: its definition is damaged, or the row is no row of it.
const FoldShape* SegmentFold::ShapeOf(const JournalRow& row) {
  const auto [known, is_new] = shapes_.try_emplace(row.shape);
  FoldShape& shape = known->second;
  if (is_new) shape = ReadShape(row.shape);
  const bool fits = !shape.bytes.empty() && shape.numbers == row.numbers.size() &&
                    shape.texts == row.texts.size();
  return fits ? &shape : nullptr;
}

FoldShape SegmentFold::ReadShape(std::uint32_t number) const {
  FoldShape shape;
  const auto offset = segment_.index().ShapeOffset(number);
  if (!offset) return shape;
  const std::string_view bytes = ShapeBytes(PayloadAt(*offset));
  const auto parsed = ResultShape::Parse(bytes);
  if (!parsed) return shape;
  shape.bytes = bytes;
  shape.mask = SeriesMask(**parsed);
  shape.outcomes = OutcomeMask(**parsed);
  shape.samples = SamplesOf(**parsed);
  shape.numbers = (*parsed)->numbers();
  shape.texts = (*parsed)->texts();
  return shape;
}

// Empty: damaged.
std::string_view SegmentFold::PayloadAt(std::uint64_t offset) const {
  if (offset >= bytes_.size()) return {};
  const auto frame = ReadFrame(std::string_view(bytes_).substr(offset), segment_.seed(), offset);
  return frame ? frame->payload : std::string_view();
}

}  // namespace xunjian
