#include "integer_column.h"

#include <algorithm>
#include <bit>

#include "wrapping.h"

namespace xunjian {
namespace {

constexpr unsigned kMostOrder = 2;  // differences of differences

// How wide a value is: what zstd will make of a column is about the sum of that.
std::uint64_t Width(std::int64_t value) {
  return static_cast<std::uint64_t>(std::bit_width(ZigZag(value)));
}

std::uint64_t Cost(std::span<const std::int64_t> values) {
  std::uint64_t bits = 0;
  for (const std::int64_t value : values) bits += Width(value);
  return bits;
}

// Writes the differences of at least one value, and returns what they cost.
std::uint64_t Difference(std::span<const std::int64_t> values, std::vector<std::int64_t>& to) {
  to.resize(values.size() - 1);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i] = WrapMinus(values[i + 1], values[i]);
    bits += Width(to[i]);
  }
  return bits;
}

void WritePlanes(std::span<const std::int64_t> values, unsigned width, std::string& to) {
  const std::size_t start = to.size();
  const std::size_t count = values.size();
  to.resize(start + width * count);
  char* planes = to.data() + start;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t rest = ZigZag(values[i]);
    for (unsigned byte = 0; byte < width; ++byte, rest >>= 8) {
      planes[byte * count + i] = static_cast<char>(rest);
    }
  }
}

void ReadPlanes(std::string_view planes, unsigned width, std::span<std::int64_t> values) {
  const std::size_t count = values.size();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t value = 0;
    for (unsigned byte = 0; byte < width; ++byte) {
      value |= std::uint64_t{static_cast<std::uint8_t>(planes[byte * count + i])} << (8 * byte);
    }
    values[i] = ByteReader::UnZigZag(value);
  }
}

unsigned WidthOf(std::span<const std::int64_t> values) {
  std::uint64_t all = 0;
  for (const std::int64_t value : values) all |= ZigZag(value);
  return (static_cast<unsigned>(std::bit_width(all)) + 7) / 8;
}

}  // namespace

void IntegerColumn::Write(std::span<std::int64_t> values, std::string& to) {
  std::span<const std::int64_t> best = values;
  unsigned order = 0;
  if (values.size() > 1) {
    const std::uint64_t plain = Cost(values);
    const std::uint64_t once = Difference(values, once_);
    const std::uint64_t twice = Difference(once_, twice_);
    if (once < plain) best = once_, order = 1;
    if (values.size() > 2 && twice < std::min(plain, once)) best = twice_, order = 2;
  }
  const unsigned width = WidthOf(best);
  to.push_back(static_cast<char>(order << 4 | width));
  if (order > 0) PutSignedVarint(to, values[0]);
  if (order > 1) PutSignedVarint(to, once_[0]);
  WritePlanes(best, width, to);
}

bool IntegerColumn::Read(ByteReader& from, std::span<std::int64_t> values) {
  const std::uint8_t head = from.Byte();
  const unsigned order = head >> 4;
  const unsigned width = head & 15;
  if (order > kMostOrder || order > values.size() || width > sizeof(std::int64_t)) return false;
  for (unsigned i = 0; i < order; ++i) values[i] = from.SignedVarint();
  const std::span<std::int64_t> rest = values.subspan(order);
  const std::string_view planes = from.Bytes(width * rest.size());
  if (!from.ok()) return false;
  ReadPlanes(planes, width, rest);
  // values[order - 1] is a value of the order before: each sum undoes one difference.
  for (unsigned undo = order; undo > 0; --undo) {
    for (std::size_t i = undo; i < values.size(); ++i) {
      values[i] = WrapPlus(values[i - 1], values[i]);
    }
  }
  return true;
}

}  // namespace xunjian
