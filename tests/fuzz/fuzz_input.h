#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xunjian {

// What the fuzz targets and the writer of their seeds share.

// Aborts, which is how a target says that something does not hold.
void Require(bool holds);

// A target that needs several things takes its input as: kind u8 · size u16 (little-endian) ·
// bytes, again and again; a size beyond the end takes what is left.
struct FuzzChunk {
  std::uint8_t kind = 0;
  std::string_view bytes;
};
std::vector<FuzzChunk> ReadChunks(std::string_view input);
// At most 65535 bytes; what is longer is cut.
void AppendChunk(std::string& input, std::uint8_t kind, std::string_view bytes);

}  // namespace xunjian
