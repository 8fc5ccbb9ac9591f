#include "base/ids.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace xunjian {
namespace {

// The kernel never gives fewer bytes for so few, and can only fail where the system call is
// forbidden.
std::uint64_t RandomBits() {
  std::uint64_t bits = 0;
  ssize_t got = -1;
  do {
    got = getrandom(&bits, sizeof bits, 0);
  } while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(sizeof bits)) {
    throw std::system_error(errno, std::generic_category(), "getrandom");
  }
  return bits;
}

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsNameCharacter(char c) { return IsLetterOrDigit(c) || c == '.' || c == '_' || c == '-'; }

}  // namespace

std::string RandomId() { return fmt::format("{:016x}{:016x}", RandomBits(), RandomBits()); }

std::uint64_t RandomEpoch() {
  std::uint64_t epoch = 0;
  while (epoch == 0) epoch = RandomBits() >> 11U;
  return epoch;
}

bool IsValidName(std::string_view name) {
  constexpr std::size_t kLongest = 128;
  return !name.empty() && name.size() <= kLongest && IsLetterOrDigit(name.front()) &&
         std::all_of(name.begin(), name.end(), IsNameCharacter);
}

}  // namespace xunjian
