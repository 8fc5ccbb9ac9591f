#include "spool_format.h"

#include <fmt/format.h>
#include <zlib.h>

#include <charconv>

namespace xunjian {
namespace {

constexpr std::string_view kMagic = "XJSPOOL";
constexpr char kVersion = '1';
// No byte of it occurs in UTF-8 text, so payloads of text are never mistaken for headers.
constexpr std::string_view kMarker = "\xF5\xFE\xFF\xC0";
constexpr std::string_view kSuffix = ".spool";
constexpr std::size_t kHexDigits = 16;

struct RecordHeader {
  std::size_t length = 0;
  std::uint64_t seq = 0;
  std::uint32_t payload_checksum = 0;
};

std::optional<RecordHeader> ReadHeader(std::string_view bytes, std::uint64_t epoch) {
  if (bytes.size() < kRecordHeaderBytes || !bytes.starts_with(kMarker)) return std::nullopt;
  if (GetNumber(bytes, 20, 4) != Checksum(epoch, bytes.substr(0, 20))) return std::nullopt;
  return RecordHeader{.length = GetNumber(bytes, 4, 4),
                      .seq = GetNumber(bytes, 8, 8),
                      .payload_checksum = static_cast<std::uint32_t>(GetNumber(bytes, 16, 4))};
}

// npos when no header follows.
std::size_t FindHeader(std::string_view segment, std::size_t from, std::uint64_t epoch) {
  std::size_t at = segment.find(kMarker, from);
  while (at != std::string_view::npos && !ReadHeader(segment.substr(at), epoch)) {
    at = segment.find(kMarker, at + 1);
  }
  return at;
}

std::optional<std::uint64_t> ParseHex(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string SegmentName(const SegmentId& id) {
  return fmt::format("{:016x}-{:016x}{}", id.epoch, id.first, kSuffix);
}

std::optional<SegmentId> ParseSegmentName(std::string_view name) {
  if (name.size() != 2 * kHexDigits + 1 + kSuffix.size() || !name.ends_with(kSuffix)) {
    return std::nullopt;
  }
  const auto epoch = ParseHex(name.substr(0, kHexDigits));
  const auto first = ParseHex(name.substr(kHexDigits + 1, kHexDigits));
  if (!epoch || !first || SegmentName({*epoch, *first}) != name) return std::nullopt;
  return SegmentId{*epoch, *first};
}

std::string SegmentHeader(const SegmentId& id) {
  std::string header(kMagic);
  header.push_back(kVersion);
  PutNumber(header, id.epoch, 8);
  PutNumber(header, id.first, 8);
  PutNumber(header, Checksum(id.epoch, header), 4);
  return header;
}

bool MayHold(std::string_view segment, const SegmentId& id) {
  const std::string_view header = segment.substr(0, kSegmentHeaderBytes);
  if (header.size() < kSegmentHeaderBytes || !header.starts_with(kMagic)) return true;
  const std::uint64_t epoch = GetNumber(header, 8, 8);
  const bool whole = GetNumber(header, 24, 4) == Checksum(epoch, header.substr(0, 24));
  return !whole || header == SegmentHeader(id);
}

std::string EncodeRecord(std::uint64_t epoch, std::uint64_t seq, std::string_view payload) {
  std::string record;
  record.reserve(kRecordHeaderBytes + payload.size());
  record.append(kMarker);
  PutNumber(record, payload.size(), 4);
  PutNumber(record, seq, 8);
  PutNumber(record, Checksum(epoch ^ seq, payload), 4);
  PutNumber(record, Checksum(epoch, record), 4);
  record.append(payload);
  return record;
}

ScanReport ScanSegment(
    std::string_view segment, const SegmentId& id,
    const std::function<bool(std::uint64_t seq, std::string_view payload)>& take) {
  ScanReport report;
  std::uint64_t previous = id.first - 1;
  std::size_t at = std::min(kSegmentHeaderBytes, segment.size());
  while (at < segment.size()) {
    const auto header = ReadHeader(segment.substr(at), id.epoch);
    if (!header || header->seq <= previous) {
      const std::size_t next = FindHeader(segment, at + 1, id.epoch);
      if (next == std::string_view::npos) break;
      ++report.damaged;
      at = next;
      continue;
    }
    if (header->length > segment.size() - at - kRecordHeaderBytes) break;
    const auto payload = segment.substr(at + kRecordHeaderBytes, header->length);
    at += kRecordHeaderBytes + header->length;
    previous = header->seq;
    if (Checksum(id.epoch ^ header->seq, payload) != header->payload_checksum) {
      ++report.damaged;
      continue;
    }
    ++report.records;
    if (!take(header->seq, payload)) return report;
  }
  report.cut_bytes = segment.size() - at;
  return report;
}

void PutNumber(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
}

std::uint64_t GetNumber(std::string_view bytes, std::size_t at, int size) {
  std::uint64_t value = 0;
  for (int i = size - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

std::uint32_t Checksum(std::uint64_t epoch, std::string_view bytes) {
  std::string seed;
  PutNumber(seed, epoch, 8);
  const auto as_bytes = [](std::string_view text) {
    return reinterpret_cast<const Bytef*>(text.data());
  };
  const uLong seeded = ::crc32(0, as_bytes(seed), static_cast<uInt>(seed.size()));
  return static_cast<std::uint32_t>(
      ::crc32(seeded, as_bytes(bytes), static_cast<uInt>(bytes.size())));
}

}  // namespace xunjian
