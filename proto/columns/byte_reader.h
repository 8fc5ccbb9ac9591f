#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace xunjian {

// Bytes that nobody vouches for, read from the front. After the first failure every reading fails
// and gives 0 or nothing; ask ok() once, at the end of a unit.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : next_(bytes.data()), end_(next_ + bytes.size()) {}

  bool ok() const { return ok_; }
  bool AtEnd() const { return next_ == end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }
  void Fail() {
    ok_ = false;
    next_ = end_;
  }

  std::uint8_t Byte() { return static_cast<std::uint8_t>(Little(1)); }

  // LEB128 of at most 64 bits.
  std::uint64_t Varint() {
    if (next_ < end_ && static_cast<std::uint8_t>(*next_) < 0x80) {
      return static_cast<std::uint8_t>(*next_++);
    }
    return LongVarint();
  }

  std::int64_t SignedVarint() { return UnZigZag(Varint()); }

  // Little-endian, 1 to 8 bytes.
  std::uint64_t Little(std::size_t size) {
    std::uint64_t value = 0;
    if (left() < size) {
      Fail();
      return 0;
    }
    std::memcpy(&value, next_, size);
    next_ += size;
    return value;
  }

  std::string_view Bytes(std::uint64_t size);

  static std::int64_t UnZigZag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }

 private:
  std::uint64_t LongVarint();

  const char* next_;
  const char* end_;
  bool ok_ = true;
};

// The same forms, appended.
void PutVarint(std::string& to, std::uint64_t value);
void PutSignedVarint(std::string& to, std::int64_t value);
void PutLittle(std::string& to, std::uint64_t value, std::size_t size);
void PutBytes(std::string& to, std::string_view bytes);  // a varint of the size, and the bytes

inline std::uint64_t ZigZag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

}  // namespace xunjian
