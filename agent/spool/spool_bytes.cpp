#include "spool_bytes.h"

#include <libdeflate.h>

namespace xunjian {
namespace {

constexpr int kVarintBits = 7;
constexpr std::uint64_t kMore = 1U << kVarintBits;

}  // namespace

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

void PutVarNumber(std::string& bytes, std::uint64_t value) {
  for (; value >= kMore; value >>= kVarintBits) {
    bytes.push_back(static_cast<char>(value % kMore | kMore));
  }
  bytes.push_back(static_cast<char>(value));
}

void PutText(std::string& bytes, std::string_view text) {
  PutVarNumber(bytes, text.size());
  bytes.append(text);
}

void PutTime(std::string& bytes, Timestamp at) {
  PutNumber(bytes, static_cast<std::uint64_t>(at.time_since_epoch().count()), 8);
}

void PutRanges(std::string& bytes, const SeqRanges& ranges, std::uint64_t base) {
  PutVarNumber(bytes, ranges.ranges().size());
  for (const auto& [first, last] : ranges.ranges()) {
    PutVarNumber(bytes, first - base);
    PutVarNumber(bytes, last - first);
    base = last;
  }
}

std::uint32_t SeededChecksum(std::string_view seed, std::string_view bytes) {
  const std::uint32_t seeded = ::libdeflate_crc32(0, seed.data(), seed.size());
  return ::libdeflate_crc32(seeded, bytes.data(), bytes.size());
}

std::string_view FieldReader::Take(std::size_t size) {
  ok_ = ok_ && size <= left_.size();
  if (!ok_) return {};
  const std::string_view taken = left_.substr(0, size);
  left_.remove_prefix(size);
  return taken;
}

std::uint64_t FieldReader::Number(int size) {
  const std::string_view bytes = Take(static_cast<std::size_t>(size));
  return ok_ ? GetNumber(bytes, 0, size) : 0;
}

std::uint64_t FieldReader::VarNumber() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += kVarintBits) {
    const std::uint64_t byte = Number(1);
    value |= byte % kMore << shift;
    if (byte < kMore) return value;
  }
  ok_ = false;
  return 0;
}

std::string_view FieldReader::Text() { return Take(VarNumber()); }

Timestamp FieldReader::Time() { return Timestamp(Duration(static_cast<Duration::rep>(Number(8)))); }

SeqRanges FieldReader::Ranges(std::uint64_t base) {
  SeqRanges ranges;
  for (std::uint64_t left = VarNumber(); ok_ && left > 0; --left) {
    const std::uint64_t first = base + VarNumber();
    const std::uint64_t last = first + VarNumber();
    ok_ = ok_ && base <= first && first <= last;
    if (ok_) ranges.Add(first, last);
    base = last;
  }
  return ranges;
}

}  // namespace xunjian
