#include "frame.h"

#include <libdeflate.h>

#include <cstring>

#include "proto/columns/byte_reader.h"

namespace xunjian {
namespace {

// No byte of it occurs in UTF-8.
constexpr std::string_view kMarker = "\xF5\xFE\xFF";
constexpr std::size_t kChecked = 12;  // bytes of the header that its checksum covers

template <class Number>
void Store(char* to, Number value) {
  std::memcpy(to, &value, sizeof value);
}

template <class Number>
Number Load(const char* from) {
  Number value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

std::uint32_t HeaderChecksum(const char* header, std::uint32_t seed, std::uint64_t offset) {
  char checked[kChecked + sizeof offset];
  std::memcpy(checked, header, kChecked);
  std::memcpy(checked + kChecked, &offset, sizeof offset);
  return Checksum(seed, {checked, sizeof checked});
}

}  // namespace

std::uint32_t Checksum(std::uint32_t seed, std::string_view bytes) {
  return ::libdeflate_crc32(seed, bytes.data(), bytes.size());
}

std::uint32_t SeedOf(std::uint64_t history, std::string_view file_name) {
  std::string bytes;
  PutLittle(bytes, history, sizeof history);
  return Checksum(0, bytes.append(file_name));
}

void WriteFrameHeader(char* to, FrameKind kind, std::string_view payload, std::uint32_t seed,
                      std::uint64_t offset) {
  std::memcpy(to, kMarker.data(), kMarker.size());
  to[3] = static_cast<char>(kind);
  Store(to + 4, static_cast<std::uint32_t>(payload.size()));
  Store(to + 8, Checksum(seed, payload));
  Store(to + kChecked, HeaderChecksum(to, seed, offset));
}

void PutFrame(std::string& to, FrameKind kind, std::string_view payload, std::uint32_t seed,
              std::uint64_t offset) {
  char header[kFrameHeaderBytes];
  WriteFrameHeader(header, kind, payload, seed, offset);
  to.append(header, sizeof header);
  to.append(payload);
}

std::optional<FrameHeader> ReadFrameHeader(std::string_view bytes, std::uint32_t seed,
                                           std::uint64_t offset) {
  if (bytes.size() < kFrameHeaderBytes || !bytes.starts_with(kMarker)) return std::nullopt;
  const char* header = bytes.data();
  if (Load<std::uint32_t>(header + kChecked) != HeaderChecksum(header, seed, offset)) {
    return std::nullopt;
  }
  return FrameHeader{static_cast<FrameKind>(header[3]), Load<std::uint32_t>(header + 4),
                     Load<std::uint32_t>(header + 8)};
}

std::optional<Frame> ReadFrame(std::string_view bytes, std::uint32_t seed, std::uint64_t offset) {
  const auto header = ReadFrameHeader(bytes, seed, offset);
  if (!header || bytes.size() - kFrameHeaderBytes < header->length) return std::nullopt;
  const std::string_view payload = bytes.substr(kFrameHeaderBytes, header->length);
  if (Checksum(seed, payload) != header->payload_crc) return std::nullopt;
  return Frame{header->kind, offset, payload};
}

std::optional<FrameHeader> FrameWalk::HeaderHere() const {
  return ReadFrameHeader(bytes_.substr(at_), seed_, offset());
}

void FrameWalk::SkipToHeader() {
  const std::uint64_t begin = offset();
  do {
    const std::size_t found = bytes_.find(kMarker, at_ + 1);
    at_ = found == std::string_view::npos ? bytes_.size() : found;
  } while (at_ < bytes_.size() && !HeaderHere());
  holes_.push_back({begin, offset(), std::nullopt});
}

bool FrameWalk::Next(Frame& frame) {
  while (at_ < bytes_.size()) {
    const auto header = HeaderHere();
    if (!header) {
      if (bytes_.size() - at_ < kFrameHeaderBytes) return false;
      SkipToHeader();
      continue;
    }
    const std::size_t body = at_ + kFrameHeaderBytes;
    if (bytes_.size() - body < header->length) return false;
    frame = {header->kind, offset(), bytes_.substr(body, header->length)};
    at_ = body + header->length;
    if (Checksum(seed_, frame.payload) == header->payload_crc) return true;
    holes_.push_back({frame.offset, offset(), frame.kind});
  }
  return false;
}

}  // namespace xunjian
