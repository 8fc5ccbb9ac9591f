#include "checks/api/quantity.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace xunjian {
namespace {

// "12.3", "12": one decimal, and none where it would be a zero.
std::string OneDecimal(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string FormatBytes(double bytes) {
  constexpr std::array<std::string_view, 7> kUnits = {"B",   "KiB", "MiB", "GiB",
                                                      "TiB", "PiB", "EiB"};
  std::size_t unit = 0;
  while (std::abs(bytes) >= 1024 && unit + 1 < kUnits.size()) {
    bytes /= 1024;
    ++unit;
  }
  return fmt::format("{} {}", OneDecimal(bytes), kUnits[unit]);
}

struct SpanUnit {
  long long seconds;
  Text name;
};

constexpr std::array<SpanUnit, 4> kSpanUnits = {
    {{86400, {"d", "天"}}, {3600, {"h", "小时"}}, {60, {"min", "分钟"}}, {1, {"s", "秒"}}}};

// The two largest parts: "3 h 12 min".
std::string FormatLongSpan(double seconds, Language language) {
  long long rest = std::llround(seconds);
  std::size_t first = 0;
  while (rest < kSpanUnits[first].seconds) ++first;
  std::string text;
  for (std::size_t i = first; i < kSpanUnits.size() && i < first + 2; ++i) {
    const long long count = rest / kSpanUnits[i].seconds;
    rest %= kSpanUnits[i].seconds;
    if (count == 0) continue;
    if (!text.empty()) text += ' ';
    text += fmt::format("{} {}", count, kSpanUnits[i].name.In(language));
  }
  return text;
}

std::string FormatSeconds(double seconds, Language language) {
  if (seconds < 0) return "-" + FormatSeconds(-seconds, language);
  const bool zh = language == Language::kChinese;
  if (seconds == 0) return zh ? "0 秒" : "0 s";
  if (seconds < 0.001) return fmt::format("{} {}", OneDecimal(seconds * 1e6), zh ? "微秒" : "µs");
  if (seconds < 1) return fmt::format("{} {}", OneDecimal(seconds * 1e3), zh ? "毫秒" : "ms");
  if (seconds < 60) return fmt::format("{} {}", OneDecimal(seconds), zh ? "秒" : "s");
  if (seconds > 1e12) return fmt::format("{:.3g} {}", seconds, zh ? "秒" : "s");
  return FormatLongSpan(seconds, language);
}

std::string FormatCount(double value) {
  // Beyond that a double holds no exact integer, and nobody reads the digits.
  if (std::abs(value) >= 1e15) return fmt::format("{:.3g}", value);
  return OneDecimal(value);
}

}  // namespace

std::string FormatQuantity(double value, std::string_view unit, Language language) {
  if (!std::isfinite(value)) return "?";
  if (unit == "bytes") return FormatBytes(value);
  if (unit == "bytes_per_s") return FormatBytes(value) + "/s";
  if (unit == "percent") return OneDecimal(value) + " %";
  if (unit == "seconds") return FormatSeconds(value, language);
  if (unit == "days") {
    return FormatCount(value) + (language == Language::kChinese ? " 天" : " d");
  }
  if (unit == "count_per_s") return FormatCount(value) + "/s";
  if (unit == "count" || unit.empty()) return FormatCount(value);
  return fmt::format("{} {}", FormatCount(value), unit);
}

std::string NumberText(double value) { return fmt::format("{:.10g}", value); }

std::optional<double> ParseNumber(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
  return value;
}

}  // namespace xunjian
