#include "journal_losses.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "frame.h"
#include "journal_batch.h"
#include "journal_contents.h"
#include "proto/columns/byte_reader.h"
#include "proto/columns/result_shape.h"
#include "wrapping.h"

namespace xunjian {
namespace {

SegmentLoss LossOf(const BatchNote& batch) {
  return {.what = {.epoch_number = batch.epoch_number,
                   .count = batch.rows,
                   .first_seq = batch.first_seq,
                   .last_seq = batch.last_seq,
                   .first_at = At(batch.observed_min),
                   .last_at = At(batch.observed_max)},
          .received_ms = batch.received_ms};
}

void Widen(BatchNote& batch, const JournalRow& row) {
  if (batch.rows++ == 0) {
    batch.first_seq = row.seq;
    batch.observed_min = batch.observed_max = row.observed;
  }
  batch.last_seq = row.seq;
  batch.observed_min = std::min(batch.observed_min, row.observed);
  batch.observed_max = std::max(batch.observed_max, row.observed);
}

class LossSurvey {
 public:
  LossSurvey(std::string_view bytes, std::uint32_t seed, std::uint64_t committed,
             const ReceivedSpan& span)
      : bytes_(bytes), seed_(seed), committed_(committed), span_(span) {}

  std::vector<SegmentLoss> Run() {
    FrameWalk walk(bytes_, seed_);
    for (Frame frame; walk.Next(frame);) Take(frame);
    holes_ = walk.holes();
    if (walk.offset() < committed_) holes_.push_back({walk.offset(), committed_, std::nullopt});
    NameByContents();
    NameByNeighbours();
    std::ranges::stable_sort(losses_, {},
                             [](const SegmentLoss& loss) { return loss.what.epoch_number; });
    return std::move(losses_);
  }

 private:
  struct Contents {
    JournalContents what;
    std::uint64_t offset = 0;  // of its frame, where what it covers ends
    std::uint64_t end = 0;     // of its frame
  };

  void Take(const Frame& frame) {
    switch (frame.kind) {
      case FrameKind::kSource:
        return TakeSource(frame.payload);
      case FrameKind::kShape:
        return TakeShape(frame.payload);
      case FrameKind::kBatch:
        return TakeBatch(frame);
      case FrameKind::kContents:
        return TakeContents(frame);
      default:
        return;
    }
  }

  void TakeSource(std::string_view payload) {
    ByteReader from(payload);
    const auto number = static_cast<std::uint32_t>(from.Varint());
    const std::uint64_t epoch_number = from.Varint();
    if (from.ok()) epochs_[number] = epoch_number;
  }

  void TakeShape(std::string_view payload) {
    ByteReader from(payload);
    const auto number = static_cast<std::uint32_t>(from.Varint());
    if (from.ok() && ResultShape::Parse(from.Bytes(from.left()))) shapes_.insert(number);
  }

  // Rows without a shape are lost, and so are all of a batch without a source.
  void TakeBatch(const Frame& frame) {
    if (!decoder_.Start(frame.payload)) return;
    BatchNote all{.offset = frame.offset, .received_ms = decoder_.head().received_ms};
    BatchNote without_shape = all;
    for (JournalRow row; decoder_.Next(row);) {
      Widen(all, row);
      if (!shapes_.contains(row.shape)) Widen(without_shape, row);
    }
    if (!decoder_.whole()) return;
    const auto epoch = epochs_.find(decoder_.head().source);
    if (epoch == epochs_.end()) return orphans_.push_back(all);
    all.epoch_number = without_shape.epoch_number = epoch->second;
    if (without_shape.rows > 0) losses_.push_back(LossOf(without_shape));
    good_.insert(frame.offset);
    batches_.push_back(all);
  }

  void TakeContents(const Frame& frame) {
    Contents contents{{}, frame.offset, frame.offset + kFrameHeaderBytes + frame.payload.size()};
    if (DecodeContents(frame.payload, contents.what)) contents_.push_back(std::move(contents));
  }

  void NameByContents() {
    std::set<std::uint64_t> named;
    for (const Contents& contents : contents_) {
      for (const BatchNote& batch : contents.what.batches) {
        named.insert(batch.offset);
        if (!good_.contains(batch.offset)) losses_.push_back(LossOf(batch));
      }
    }
    for (const BatchNote& orphan : orphans_) {
      if (!named.contains(orphan.offset)) losses_.push_back(LossOf(orphan));
    }
  }

  void NameByNeighbours() {
    for (const FrameHole& hole : holes_) {
      const bool may_be_batch = !hole.kind || *hole.kind == FrameKind::kBatch;
      if (!may_be_batch || IsCovered(hole) || IsContents(hole)) continue;
      const auto after = std::ranges::upper_bound(batches_, hole.begin, {}, &BatchNote::offset);
      const std::int64_t first = after == batches_.begin() ? span_.first_ms : after[-1].received_ms;
      const std::int64_t last = after == batches_.end() ? span_.last_ms : after->received_ms;
      losses_.push_back(LossOf(ReceivedSpan{first, last}));
    }
  }

  bool IsCovered(const FrameHole& hole) const {
    const auto next = std::ranges::lower_bound(contents_, hole.end, {}, &Contents::offset);
    return next != contents_.end() && next->what.begin <= hole.begin;
  }

  // A hole of which nobody tells is mostly what should have told: then it can be written again.
  bool IsContents(const FrameHole& hole) const {
    const auto next = std::ranges::upper_bound(contents_, hole.begin, {}, &Contents::end);
    JournalContents contents{.begin = next == contents_.begin() ? 0 : next[-1].end};
    const auto offset = &BatchNote::offset;
    contents.batches.assign(std::ranges::lower_bound(batches_, contents.begin, {}, offset),
                            std::ranges::lower_bound(batches_, hole.begin, {}, offset));
    const std::string payload = EncodeContents(contents);
    return hole.end == hole.begin + kFrameHeaderBytes + payload.size() &&
           bytes_.substr(hole.begin + kFrameHeaderBytes, payload.size()) == payload;
  }

  const std::string_view bytes_;
  const std::uint32_t seed_;
  const std::uint64_t committed_;
  const ReceivedSpan span_;

  BatchDecoder decoder_;
  std::unordered_map<std::uint32_t, std::uint64_t> epochs_;  // by number of the source
  std::unordered_set<std::uint32_t> shapes_;
  std::unordered_set<std::uint64_t> good_;  // offsets of batches
  std::vector<BatchNote> batches_;          // the good ones
  std::vector<BatchNote> orphans_;          // good ones of nobody
  std::vector<Contents> contents_;
  std::vector<FrameHole> holes_;
  std::vector<SegmentLoss> losses_;
};

bool IsWhole(std::string_view bytes, std::uint32_t seed, std::uint64_t committed) {
  FrameWalk walk(bytes, seed);
  for (Frame frame; walk.Next(frame);) continue;
  return walk.holes().empty() && walk.offset() >= committed;
}

}  // namespace

SegmentLoss LossOf(const ReceivedSpan& span) {
  return {.what = {.first_at = AtMillisecond(std::min(span.first_ms, span.last_ms)),
                   .last_at = AtMillisecond(std::max(span.first_ms, span.last_ms))},
          .received_ms = span.first_ms};
}

std::vector<SegmentLoss> FindLosses(std::string_view bytes, std::uint32_t seed,
                                    std::uint64_t committed, const ReceivedSpan& span) {
  if (IsWhole(bytes, seed, committed)) return {};
  return LossSurvey(bytes, seed, committed, span).Run();
}

}  // namespace xunjian
