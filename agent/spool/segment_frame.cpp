#include "segment_frame.h"

#include <algorithm>

#include "spool_bytes.h"

namespace xunjian {
namespace {

constexpr std::string_view kMarker = "\xF5\xFE";
constexpr int kLengthBits = 22;
constexpr std::size_t kCheckedBytes = kSegmentFrameBytes - 4;

struct Header {
  SegmentFrameKind kind = SegmentFrameKind::kRecord;
  std::size_t length = 0;
  std::uint64_t offset = 0;
  std::uint64_t payload_checksum = 0;
};

std::optional<Header> ReadHeader(std::string_view bytes, std::string_view seed) {
  if (bytes.size() < kSegmentFrameBytes || !bytes.starts_with(kMarker)) return std::nullopt;
  if (GetNumber(bytes, kCheckedBytes, 4) != SeededChecksum(seed, bytes.substr(0, kCheckedBytes))) {
    return std::nullopt;
  }
  const std::uint64_t kind_and_length = GetNumber(bytes, 2, 3);
  return Header{.kind = static_cast<SegmentFrameKind>(kind_and_length >> kLengthBits),
                .length = kind_and_length & kMaxSegmentFrame,
                .offset = GetNumber(bytes, 5, 4),
                .payload_checksum = GetNumber(bytes, 9, 4)};
}

// npos when no header follows.
std::size_t FindHeader(std::string_view segment, std::size_t from, std::string_view seed) {
  std::size_t at = segment.find(kMarker, from);
  while (at != std::string_view::npos && !ReadHeader(segment.substr(at), seed)) {
    at = segment.find(kMarker, at + 1);
  }
  return at;
}

}  // namespace

void PutSegmentFrame(std::string& bytes, std::string_view seed, SegmentFrameKind kind,
                     std::uint64_t offset, std::string_view payload) {
  const std::size_t start = bytes.size();
  bytes.append(kMarker);
  PutNumber(bytes, static_cast<std::uint64_t>(kind) << kLengthBits | payload.size(), 3);
  PutNumber(bytes, offset, 4);
  PutNumber(bytes, SeededChecksum(seed, payload), 4);
  PutNumber(bytes, SeededChecksum(seed, std::string_view(bytes).substr(start)), 4);
  bytes.append(payload);
}

SegmentFrames::SegmentFrames(std::string_view segment, std::string_view seed, std::size_t start)
    : segment_(segment), seed_(seed), at_(std::min(start, segment.size())) {}

std::optional<SegmentFrame> SegmentFrames::Next() {
  auto header = ReadHeader(segment_.substr(at_), seed_);
  if (!header) {
    const std::size_t next = FindHeader(segment_, at_ + 1, seed_);
    if (next == std::string_view::npos) return std::nullopt;
    ++damaged_;
    at_ = next;
    header = ReadHeader(segment_.substr(at_), seed_);
  }
  if (header->length > segment_.size() - at_ - kSegmentFrameBytes) return std::nullopt;
  const std::string_view payload = segment_.substr(at_ + kSegmentFrameBytes, header->length);
  at_ += kSegmentFrameBytes + header->length;
  SegmentFrame frame{.kind = header->kind, .offset = header->offset};
  if (SeededChecksum(seed_, payload) == header->payload_checksum) {
    frame.payload = payload;
  } else {
    ++damaged_;
  }
  return frame;
}

}  // namespace xunjian
