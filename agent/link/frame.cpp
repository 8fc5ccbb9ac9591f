#include "agent/link/frame.h"

#include <cstdint>

namespace xunjian {
namespace {

constexpr std::size_t kHeader = 4;

std::uint32_t LengthIn(std::string_view header) {
  std::uint32_t length = 0;
  for (std::size_t i = kHeader; i-- > 0;) {
    length = length << 8 | static_cast<unsigned char>(header[i]);
  }
  return length;
}

}  // namespace

Result<std::string> EncodeFrame(std::string_view payload) {
  if (payload.size() > kFrameLimit) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"message of {} bytes is beyond the limit of {}", "消息 {} 字节，超过上限 {}"},
                     payload.size(), kFrameLimit);
  }
  std::string frame;
  frame.reserve(kHeader + payload.size());
  for (std::size_t i = 0; i < kHeader; ++i) {
    frame.push_back(static_cast<char>(payload.size() >> (8 * i) & 0xff));
  }
  frame.append(payload);
  return frame;
}

void FrameReader::Feed(std::string_view bytes) { buffer_.append(bytes); }

Result<std::optional<std::string>> FrameReader::Next() {
  if (buffer_.size() < kHeader) return std::optional<std::string>();
  const std::size_t length = LengthIn(buffer_);
  if (length > kFrameLimit) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"peer announced {} bytes, the limit is {}", "对端声明 {} 字节，上限为 {}"},
                     length, kFrameLimit);
  }
  if (buffer_.size() < kHeader + length) return std::optional<std::string>();
  std::string payload = buffer_.substr(kHeader, length);
  buffer_.erase(0, kHeader + length);
  return std::optional<std::string>(std::move(payload));
}

}  // namespace xunjian
