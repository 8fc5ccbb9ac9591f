#pragma once

#include <string>
#include <string_view>

namespace xunjian {

// SHA-256 as 64 lower-case hex digits. Thread-safe.
std::string Sha256Hex(std::string_view bytes);

}  // namespace xunjian
