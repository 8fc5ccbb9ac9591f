#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "checks/api/check_result.h"
#include "checks/api/window.h"

namespace xunjian {

// Words ⇄ bytes (Protobuf, proto/xunjian/v1/result.proto), for what is kept on disk: the spool, the
// runner's memory. Decoding trusts nothing: what breaks a limit of limits.h is kInvalidArgument and
// names the field. Pure.
std::string EncodeResult(const CheckResult& result);
Result<CheckResult> DecodeResult(std::string_view bytes);

std::string EncodeSample(const Sample& sample);
Result<Sample> DecodeSample(std::string_view bytes);

std::string EncodeWindow(const Window& window);
Result<Window> DecodeWindow(std::string_view bytes);

}  // namespace xunjian
