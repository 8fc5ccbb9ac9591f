#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace xunjian {

// 128 random bits from the kernel, as 32 lower-case hex digits.
std::string RandomId();

// 1 to 2^53 - 1: every reader of JSON keeps it exactly.
std::uint64_t RandomEpoch();

// Names that people and hosts give: 1 to 128 bytes of letters, digits, '.', '_', '-', starting with
// a letter or digit. What is a file name, a certificate subject or a label passes through here
// first.
bool IsValidName(std::string_view name);

}  // namespace xunjian
