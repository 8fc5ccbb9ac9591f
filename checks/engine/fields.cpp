#include "checks/engine/fields.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kShown = 80;  // bytes of a malformed text that are shown

}  // namespace

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<std::string_view> SplitFields(std::string_view line) {
  constexpr std::string_view kBlank = " \t";
  std::vector<std::string_view> fields;
  std::size_t begin = line.find_first_not_of(kBlank);
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(kBlank, begin), line.size());
    fields.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(kBlank, end);
  }
  return fields;
}

std::optional<std::uint64_t> ParseUnsigned(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

Error Malformed(std::string_view what) {
  return MakeError(ErrorCode::kInvalidArgument, {"malformed: {}", "格式错误：{}"},
                   CleanLine(what, kShown));
}

}  // namespace xunjian
