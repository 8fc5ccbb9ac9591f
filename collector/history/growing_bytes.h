#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace xunjian {

static_assert(std::endian::native == std::endian::little);

// Private to collector_history: bytes that grow at the end without being zeroed first. Room() says
// how much may be written at most, the pointer moves on while writing, Keep() says where it ended.
class GrowingBytes {
 public:
  // Room for `most` bytes at the end.
  char* Room(std::size_t most) {
    if (capacity_ - size_ < most) Grow(most);
    return bytes_.get() + size_;
  }
  void Keep(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.get()); }
  void Append(std::string_view bytes) {
    std::memcpy(Room(bytes.size()), bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  void Clear() { size_ = 0; }

  std::size_t size() const { return size_; }
  char* data() { return bytes_.get(); }
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  void Grow(std::size_t most) {
    capacity_ = std::max(2 * capacity_, size_ + most);
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity_);
    if (size_ != 0) std::memcpy(bytes.get(), bytes_.get(), size_);
    bytes_ = std::move(bytes);
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

// What ByteReader reads, written at a place with room for it; each returns where it ended.
inline constexpr std::size_t kMostVarintBytes = 10;

inline char* WriteVarint(char* to, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *to++ = static_cast<char>(value | 0x80);
  *to++ = static_cast<char>(value);
  return to;
}

inline char* WriteBytes(char* to, std::string_view bytes) {
  std::memcpy(to, bytes.data(), bytes.size());
  return to + bytes.size();
}

// The low `size` bytes. Needs room for eight.
inline char* WriteLittle(char* to, std::uint64_t value, std::size_t size) {
  std::memcpy(to, &value, sizeof value);
  return to + size;
}

}  // namespace xunjian
