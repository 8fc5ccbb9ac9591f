#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// The unit of the runner socket: length (4 bytes, little endian), then that many bytes.
inline constexpr std::size_t kFrameLimit = 2 << 20;

// The payload is at most kFrameLimit; a longer one is kInvalidArgument.
Result<std::string> EncodeFrame(std::string_view payload);

// Cuts a stream of bytes into payloads. Holds at most one frame and what was fed last. Pure.
class FrameReader {
 public:
  void Feed(std::string_view bytes);
  // The next whole payload; nothing when more bytes are needed; an error (final) when the peer
  // announces a frame beyond the limit.
  Result<std::optional<std::string>> Next();

 private:
  std::string buffer_;
};

}  // namespace xunjian
