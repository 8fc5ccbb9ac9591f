#include "fuzz_input.h"

#include <cstdlib>

namespace xunjian {
namespace {

constexpr std::size_t kHead = 3;
constexpr std::size_t kMost = 0xffff;

}  // namespace

void Require(bool holds) {
  if (!holds) std::abort();
}

std::vector<FuzzChunk> ReadChunks(std::string_view input) {
  std::vector<FuzzChunk> chunks;
  while (input.size() >= kHead) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(input[i]); };
    const std::size_t size = byte(1) + (std::size_t{byte(2)} << 8);
    chunks.push_back({byte(0), input.substr(kHead, size)});
    input.remove_prefix(kHead + chunks.back().bytes.size());
  }
  return chunks;
}

void AppendChunk(std::string& input, std::uint8_t kind, std::string_view bytes) {
  bytes = bytes.substr(0, kMost);
  input += static_cast<char>(kind);
  input += static_cast<char>(bytes.size() & 0xff);
  input += static_cast<char>(bytes.size() >> 8);
  input += bytes;
}

}  // namespace xunjian
