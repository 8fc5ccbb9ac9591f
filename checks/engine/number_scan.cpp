#include "checks/engine/number_scan.h"

#include <charconv>
#include <cmath>
#include <string>

namespace xunjian {
namespace {

constexpr std::size_t kLongestNumber = 64;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t Digits(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && IsDigit(text[at + count])) ++count;
  return count;
}

// "12.5e3" of "12.5e3ms": how many characters belong to the number; 0 for none.
std::size_t NumberLength(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t whole = Digits(text, at);
  at += whole;
  std::size_t fraction = 0;
  if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
    fraction = Digits(text, at + 1);
    if (whole + fraction > 0) at += 1 + fraction;
  }
  if (whole + fraction == 0) return 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const bool sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    const std::size_t exponent = Digits(text, at + 1 + (sign ? 1 : 0));
    if (exponent > 0) at += 1 + (sign ? 1 : 0) + exponent;
  }
  return at;
}

}  // namespace

std::optional<double> TakeNumber(std::string_view& text) {
  const std::size_t length = NumberLength(text);
  if (length == 0 || length > kLongestNumber) return std::nullopt;
  std::string plain(text.substr(text[0] == '+' ? 1 : 0, length - (text[0] == '+' ? 1 : 0)));
  if (const std::size_t comma = plain.find(','); comma != std::string::npos) plain[comma] = '.';
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

std::optional<double> WholeNumber(std::string_view text) {
  const std::optional<double> value = TakeNumber(text);
  return text.empty() ? value : std::nullopt;
}

}  // namespace xunjian
