#pragma once

#include <string>
#include <string_view>

namespace xunjian {

std::string HmacSha256(std::string_view key, std::string_view message);  // 32 bytes
std::string Hex(std::string_view bytes);                                 // lower case
std::string Base64(std::string_view bytes);                              // RFC 4648 §4, padded

}  // namespace xunjian
