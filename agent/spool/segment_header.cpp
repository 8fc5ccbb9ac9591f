#include "segment_header.h"

#include <fmt/format.h>

#include <charconv>

#include "spool_bytes.h"

namespace xunjian {
namespace {

constexpr std::string_view kMagic = "XJSPOOL3";  // with the version of the format
constexpr std::string_view kSuffix = ".spool";
constexpr std::size_t kHexDigits = 16;
constexpr std::size_t kCopyBytes = kSegmentHeaderBytes / 2;
constexpr std::size_t kCheckedBytes = kCopyBytes - 4;

std::optional<std::uint64_t> ParseHex(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<SegmentHeader> DecodeCopy(std::string_view copy) {
  if (copy.size() < kCopyBytes || !copy.starts_with(kMagic)) return std::nullopt;
  if (GetNumber(copy, kCheckedBytes, 4) != SeededChecksum("", copy.substr(0, kCheckedBytes))) {
    return std::nullopt;
  }
  return SegmentHeader{.id = {.epoch = GetNumber(copy, 8, 8), .first = GetNumber(copy, 16, 8)},
                       .voids_before = GetNumber(copy, 24, 8),
                       .life = GetNumber(copy, 32, 8)};
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

std::string SegmentSeed(const SegmentId& id) {
  std::string seed;
  PutNumber(seed, id.epoch, 8);
  PutNumber(seed, id.first, 8);
  return seed;
}

std::string EncodeSegmentHeader(const SegmentHeader& header) {
  std::string copy(kMagic);
  for (std::uint64_t number :
       {header.id.epoch, header.id.first, header.voids_before, header.life}) {
    PutNumber(copy, number, 8);
  }
  PutNumber(copy, SeededChecksum("", copy), 4);
  return copy + copy;
}

std::optional<SegmentHeader> DecodeSegmentHeader(std::string_view segment) {
  if (auto header = DecodeCopy(segment.substr(0, kCopyBytes))) return header;
  return segment.size() < kCopyBytes ? std::nullopt : DecodeCopy(segment.substr(kCopyBytes));
}

}  // namespace xunjian
