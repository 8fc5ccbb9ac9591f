#include "journal_segment.h"

#include <algorithm>
#include <unordered_map>

#include "journal_batch.h"
#include "proto/columns/byte_reader.h"
#include "series_mask.h"

namespace xunjian {
namespace {

// Most batches and shapes fit; a longer one is read again.
constexpr std::size_t kFirstRead = 4096;

// What a segment's shapes say of the batches that use them.
class SegmentIndexer {
 public:
  explicit SegmentIndexer(JournalIndex& index) : index_(index) {}

  // False: the payload is not what its frame says.
  bool Add(const Frame& frame) {
    switch (frame.kind) {
      case FrameKind::kSource:
        return AddSource(frame.payload);
      case FrameKind::kShape:
        return AddShape(frame);
      case FrameKind::kBatch:
        return AddBatch(frame);
      default:
        return true;
    }
  }

 private:
  bool AddSource(std::string_view payload) {
    ByteReader from(payload);
    const auto number = static_cast<std::uint32_t>(from.Varint());
    RowOrigin origin;
    origin.epoch_number = from.Varint();
    origin.epoch = from.Little(sizeof origin.epoch);
    origin.host = from.Bytes(from.left());
    if (from.ok()) index_.AddSource(number, origin);
    return from.ok();
  }

  bool AddShape(const Frame& frame) {
    ByteReader from(frame.payload);
    const auto number = static_cast<std::uint32_t>(from.Varint());
    const auto shape = ResultShape::Parse(from.Bytes(from.left()));
    if (!shape) return false;
    masks_[number] = SeriesMask(**shape);
    index_.AddShape(number, static_cast<std::uint32_t>(frame.offset));
    return true;
  }

  bool AddBatch(const Frame& frame) {
    if (!decoder_.Start(frame.payload)) return false;
    BatchFacts facts;
    facts.source = decoder_.head().source;
    facts.offset = static_cast<std::uint32_t>(frame.offset);
    facts.received_ms = decoder_.head().received_ms;
    JournalRow row;
    for (bool first = true; decoder_.Next(row); first = false) {
      const auto mask = masks_.find(row.shape);
      if (mask != masks_.end()) facts.mask |= mask->second;
      if (first) {
        facts.first_seq = row.seq;
        facts.observed_min = facts.observed_max = row.observed;
      }
      facts.last_seq = row.seq;
      facts.observed_min = std::min(facts.observed_min, row.observed);
      facts.observed_max = std::max(facts.observed_max, row.observed);
    }
    return decoder_.whole() && index_.AddBatch(facts);
  }

  JournalIndex& index_;
  BatchDecoder decoder_;
  std::unordered_map<std::uint32_t, std::uint64_t> masks_;
};

}  // namespace

std::string JournalSegment::ReadPayload(std::uint64_t offset) const {
  auto bytes = file_->Read(offset, kFirstRead);
  if (!bytes) return {};
  const auto header = ReadFrameHeader(*bytes, seed_, offset);
  if (!header) return {};
  if (bytes->size() < kFrameHeaderBytes + header->length) {
    bytes = file_->Read(offset, kFrameHeaderBytes + header->length);
    if (!bytes || bytes->size() < kFrameHeaderBytes + header->length) return {};
  }
  bytes->erase(0, kFrameHeaderBytes);
  bytes->resize(header->length);
  if (Checksum(seed_, *bytes) != header->payload_crc) return {};
  return *std::move(bytes);
}

std::string JournalSegment::ReadShape(std::uint32_t number) const {
  const auto offset = index_.ShapeOffset(number);
  if (!offset) return {};
  return std::string(ShapeBytes(ReadPayload(*offset)));
}

std::vector<SegmentLoss> JournalSegment::losses() const {
  const std::scoped_lock lock(mutex_);
  return losses_;
}

std::vector<SegmentLoss> JournalSegment::LossesOf(std::string_view bytes,
                                                  const ReceivedSpan& span) const {
  return FindLosses(bytes, seed_, std::max<std::uint64_t>(bytes.size(), bytes_) + cut_off_, span);
}

void JournalSegment::Survey(std::uint64_t cut_off, const ReceivedSpan& span) {
  cut_off_ = cut_off;
  const auto bytes = ReadAll();
  auto losses = LossesOf(bytes ? *bytes : std::string(), span);
  const std::scoped_lock lock(mutex_);
  losses_ = std::move(losses);
}

void JournalSegment::NoteDamage(std::uint64_t offset) const {
  {
    const std::scoped_lock lock(mutex_);
    if (!noted_.insert(offset).second) return;
  }
  const JournalIndex::Span known = index_.span();
  const ReceivedSpan span{known.first_received_ms, known.last_received_ms};
  const auto bytes = ReadAll();
  auto losses = bytes ? LossesOf(*bytes, span) : std::vector<SegmentLoss>();
  if (losses.empty()) losses.push_back(LossOf(span));  // a disk that reads now and then
  const std::scoped_lock lock(mutex_);
  losses_ = std::move(losses);
}

std::string EncodeSource(std::uint32_t number, const RowOrigin& origin) {
  std::string payload;
  PutVarint(payload, number);
  PutVarint(payload, origin.epoch_number);
  PutLittle(payload, origin.epoch, sizeof origin.epoch);
  return payload.append(origin.host);
}

std::string EncodeShape(std::uint32_t number, std::string_view bytes) {
  std::string payload;
  PutVarint(payload, number);
  return payload.append(bytes);
}

std::string_view ShapeBytes(std::string_view payload) {
  ByteReader from(payload);
  from.Varint();
  return from.Bytes(from.left());
}

std::uint64_t IndexSegment(std::string_view bytes, JournalSegment& segment) {
  SegmentIndexer indexer(segment.index());
  FrameWalk walk(bytes, segment.seed());
  std::uint64_t broken = 0;
  for (Frame frame; walk.Next(frame);) broken += !indexer.Add(frame);
  return broken + walk.holes().size() + !walk.AtEnd();
}

}  // namespace xunjian
