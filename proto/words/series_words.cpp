#include "proto/words/series_words.h"

#include <fmt/format.h>

#include <charconv>

namespace xunjian {
namespace {

constexpr std::size_t kEpochDigits = 16;

bool ReadWhole(std::string_view text, int base, std::uint64_t& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  return error == std::errc() && stop == end;
}

}  // namespace

std::string ToString(const ResultId& id) { return fmt::format("{:016x}-{}", id.epoch, id.seq); }

std::optional<ResultId> ParseResultId(std::string_view text) {
  ResultId id;
  const std::size_t dash = text.find('-');
  if (dash != kEpochDigits || !ReadWhole(text.substr(0, dash), 16, id.epoch) ||
      !ReadWhole(text.substr(dash + 1), 10, id.seq) || id.seq == 0) {
    return std::nullopt;
  }
  return id;
}

}  // namespace xunjian
