#include "checks/engine/debian_version.h"

#include <algorithm>

namespace xunjian {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The end of the text and a digit (where a number begins) sort alike.
int Weight(std::string_view text) {
  if (text.empty() || IsDigit(text.front())) return 0;
  if (text.front() == '~') return -1;
  const auto byte = static_cast<unsigned char>(text.front());
  return IsLetter(text.front()) ? byte : byte + 256;
}

std::weak_ordering TakeText(std::string_view& a, std::string_view& b) {
  while ((!a.empty() && !IsDigit(a.front())) || (!b.empty() && !IsDigit(b.front()))) {
    if (const auto order = Weight(a) <=> Weight(b); order != 0) return order;
    if (!a.empty()) a.remove_prefix(1);
    if (!b.empty()) b.remove_prefix(1);
  }
  return std::weak_ordering::equivalent;
}

std::string_view TakeDigits(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  const auto end = std::find_if_not(text.begin(), text.end(), IsDigit);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

// Numbers of any length: without leading zeros the longer one is greater.
std::weak_ordering TakeNumberPart(std::string_view& a, std::string_view& b) {
  const std::string_view left = TakeDigits(a);
  const std::string_view right = TakeDigits(b);
  if (const auto order = left.size() <=> right.size(); order != 0) return order;
  return left <=> right;
}

std::weak_ordering ComparePart(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    if (const auto order = TakeText(a, b); order != 0) return order;
    if (const auto order = TakeNumberPart(a, b); order != 0) return order;
  }
  return std::weak_ordering::equivalent;
}

struct Parts {
  std::string_view epoch;
  std::string_view upstream;
  std::string_view revision;
};

Parts Split(std::string_view version) {
  Parts parts;
  if (const std::size_t colon = version.find(':'); colon != std::string_view::npos) {
    parts.epoch = version.substr(0, colon);
    version.remove_prefix(colon + 1);
  }
  const std::size_t dash = version.rfind('-');
  parts.upstream = version.substr(0, dash);
  if (dash != std::string_view::npos) parts.revision = version.substr(dash + 1);
  return parts;
}

}  // namespace

std::weak_ordering CompareDebianVersions(std::string_view a, std::string_view b) {
  const Parts left = Split(a);
  const Parts right = Split(b);
  if (const auto order = ComparePart(left.epoch, right.epoch); order != 0) return order;
  if (const auto order = ComparePart(left.upstream, right.upstream); order != 0) return order;
  return ComparePart(left.revision, right.revision);
}

}  // namespace xunjian
