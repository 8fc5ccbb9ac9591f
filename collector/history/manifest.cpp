#include "manifest.h"

#include "frame.h"
#include "proto/columns/byte_reader.h"

namespace xunjian {
namespace {

constexpr std::uint8_t kVersion = 2;
constexpr std::size_t kChecksumBytes = 4;
constexpr std::int64_t kHoursOfDay = 24;

Error Broken() {
  return MakeError(ErrorCode::kInternal, {"the history's manifest in the database is damaged",
                                          "数据库中的历史清单已损坏"});
}

Error OfOtherVersion(unsigned version) {
  return MakeError(
      ErrorCode::kInternal,
      {"the history has format {0}, this program reads format {1}; use the version that "
       "wrote it",
       "历史数据的格式为 {0}，本程序只能读取格式 {1}；请使用写入它的版本"},
      version, kVersion);
}

}  // namespace

std::string EncodeManifest(const Manifest& manifest) {
  std::string bytes;
  bytes.push_back(kVersion);
  PutLittle(bytes, manifest.history, sizeof manifest.history);
  PutVarint(bytes, manifest.first_segment);
  PutVarint(bytes, manifest.segment_bytes.size());
  for (const std::uint64_t segment : manifest.segment_bytes) PutVarint(bytes, segment);
  PutVarint(bytes, manifest.days.size());
  std::int64_t before = 0;
  for (const DayExtent& extent : manifest.days) {
    PutSignedVarint(bytes, extent.day - before);
    PutVarint(bytes, extent.bytes);
    PutSignedVarint(bytes, extent.first_hour - extent.day * kHoursOfDay);
    PutSignedVarint(bytes, extent.last_hour - extent.day * kHoursOfDay);
    before = extent.day;
  }
  PutLittle(bytes, Checksum(0, bytes), kChecksumBytes);
  return bytes;
}

Result<Manifest> DecodeManifest(std::string_view bytes) {
  if (bytes.size() < 1 + kChecksumBytes) return Broken();
  const std::string_view content = bytes.substr(0, bytes.size() - kChecksumBytes);
  ByteReader checksum(bytes.substr(content.size()));
  if (checksum.Little(kChecksumBytes) != Checksum(0, content)) return Broken();
  ByteReader from(content);
  const std::uint8_t version = from.Byte();
  if (version != kVersion) return OfOtherVersion(version);
  Manifest manifest;
  manifest.history = from.Little(sizeof manifest.history);
  manifest.first_segment = from.Varint();
  const std::uint64_t segments = from.Varint();
  for (std::uint64_t i = 0; i < segments && from.ok(); ++i) {
    manifest.segment_bytes.push_back(from.Varint());
  }
  const std::uint64_t days = from.Varint();
  std::int64_t day = 0;
  for (std::uint64_t i = 0; i < days && from.ok(); ++i) {
    DayExtent& extent = manifest.days.emplace_back();
    extent.day = static_cast<std::int32_t>(day += from.SignedVarint());
    extent.bytes = from.Varint();
    extent.first_hour = from.SignedVarint() + extent.day * kHoursOfDay;
    extent.last_hour = from.SignedVarint() + extent.day * kHoursOfDay;
  }
  if (!from.ok() || !from.AtEnd()) return Broken();
  return manifest;
}

}  // namespace xunjian
