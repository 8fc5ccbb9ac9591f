#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "proto/columns/byte_reader.h"

namespace xunjian {

// Private to collector_history: integers of one kind under each other, made ready for zstd. They
// are written as they are, as differences, or as differences of differences, whichever is smaller,
// zigzag; first all lowest bytes, then all second ones, and so on. Arithmetic wraps, so every
// column comes back as it was.
//
//   column   order << 4 | bytes of each; the first `order` values as zigzag varints; the planes
class IntegerColumn {
 public:
  // Overwrites `values`: they are scratch.
  void Write(std::span<std::int64_t> values, std::string& to);
  // False: the bytes make no column of that many.
  static bool Read(ByteReader& from, std::span<std::int64_t> values);

 private:
  std::vector<std::int64_t> once_;
  std::vector<std::int64_t> twice_;
};

}  // namespace xunjian
