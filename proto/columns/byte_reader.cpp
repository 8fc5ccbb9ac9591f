#include "proto/columns/byte_reader.h"

#include <bit>

namespace xunjian {

static_assert(std::endian::native == std::endian::little);

std::uint64_t ByteReader::LongVarint() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint64_t byte = Byte();
    if (!ok_) return 0;
    if (shift == 63 && byte > 1) break;  // more than 64 bits
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  Fail();
  return 0;
}

std::string_view ByteReader::Bytes(std::uint64_t size) {
  if (left() < size) {
    Fail();
    return {};
  }
  const std::string_view bytes(next_, size);
  next_ += size;
  return bytes;
}

void PutVarint(std::string& to, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) to.push_back(static_cast<char>(value | 0x80));
  to.push_back(static_cast<char>(value));
}

void PutSignedVarint(std::string& to, std::int64_t value) { PutVarint(to, ZigZag(value)); }

void PutLittle(std::string& to, std::uint64_t value, std::size_t size) {
  char bytes[8];
  std::memcpy(bytes, &value, sizeof bytes);
  to.append(bytes, size);
}

void PutBytes(std::string& to, std::string_view bytes) {
  PutVarint(to, bytes.size());
  to.append(bytes);
}

}  // namespace xunjian
