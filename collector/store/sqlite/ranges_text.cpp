#include "collector/store/sqlite/ranges_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace xunjian {
namespace {

bool ReadNumber(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool ReadRange(std::string_view text, SeqRange& range) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && ReadNumber(text.substr(0, dash), range.first) &&
         ReadNumber(text.substr(dash + 1), range.last) && range.first >= 1 &&
         range.first <= range.last;
}

}  // namespace

std::string RangesToText(const SeqRanges& ranges) {
  std::string text;
  for (const auto& [first, last] : ranges.ranges()) {
    if (!text.empty()) text += ',';
    text += fmt::format("{}-{}", first, last);
  }
  return text;
}

Result<SeqRanges> RangesFromText(std::string_view text) {
  SeqRanges ranges;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    SeqRange range;
    if (!ReadRange(text.substr(0, comma), range) || range.first <= ranges.Newest()) {
      return MakeError(ErrorCode::kInternal,
                       {"'{}' is no set of sequence numbers", "'{}' 不是有效的序号集合"}, text);
    }
    ranges.Add(range.first, range.last);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return ranges;
}

}  // namespace xunjian
