#include "proto/convert/result_codec.h"

#include "proto/convert/codec.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

// A window is local and holds 15 minutes of samples.
constexpr std::size_t kWindowBytes = 64 << 20;

}  // namespace

std::string EncodeResult(const CheckResult& result) { return Encode<v1::CheckResult>(result); }
Result<CheckResult> DecodeResult(std::string_view bytes) {
  return Decode<v1::CheckResult>(bytes, limits::kMessageBytes);
}

std::string EncodeSample(const Sample& sample) { return Encode<v1::Sample>(sample); }
Result<Sample> DecodeSample(std::string_view bytes) {
  return Decode<v1::Sample>(bytes, limits::kMessageBytes);
}

std::string EncodeWindow(const Window& window) { return Encode<v1::Window>(window); }
Result<Window> DecodeWindow(std::string_view bytes) {
  return Decode<v1::Window>(bytes, kWindowBytes);
}

}  // namespace xunjian
