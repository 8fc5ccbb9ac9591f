#include "cli/option_values.h"

#include <charconv>

#include "base/ids.h"
#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 100;

template <class Number>
std::optional<Number> ParseWhole(const std::string& text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

Result<ListingFormat> ParseListingFormat(const std::string& text) {
  if (text == "table") return ListingFormat::kTable;
  if (text == "json") return ListingFormat::kJson;
  if (text == "csv") return ListingFormat::kCsv;
  return UnknownChoice("-o", text, {"table", "json", "csv"});
}

Result<std::optional<Outcome>> ParseOutcomeOption(const std::string& text) {
  if (text.empty()) return std::optional<Outcome>();
  if (const auto outcome = ParseOutcome(text)) return outcome;
  std::vector<std::string_view> names;
  for (const Outcome outcome : kAllOutcomes) names.push_back(ToString(outcome));
  return UnknownChoice("--outcome", text, names);
}

Result<std::uint32_t> ParseLimit(const std::string& text) {
  const auto limit = ParseWhole<std::uint32_t>(text);
  if (limit && *limit >= 1 && *limit <= kMostListed) return *limit;
  return MakeError(ErrorCode::kInvalidArgument,
                   {"--limit is a whole number from 1 to {}, not '{}'",
                    "--limit 是 1 到 {} 的整数，不能是 '{}'"},
                   kMostListed, CleanLine(text, kMostBytes));
}

Result<std::uint64_t> ParseId(const std::string& text) {
  const auto id = ParseWhole<std::uint64_t>(text);
  if (id && *id >= 1) return *id;
  return MakeError(ErrorCode::kInvalidArgument,
                   {"an incident is named by its number, not '{}'; see: xunjian incident list",
                    "请用编号指定事件，不能是 '{}'；请看：xunjian incident list"},
                   CleanLine(text, kMostBytes));
}

Result<ResultId> ParseResultIdArgument(const std::string& text) {
  if (const auto id = ParseResultId(text)) return *id;
  return MakeError(ErrorCode::kInvalidArgument,
                   {"a result is named by its id, such as 9f3a6c21d04b7e15-1234, not '{}'; ids are "
                    "in: xunjian result list",
                    "请用编号指定结果（如 9f3a6c21d04b7e15-1234），不能是 '{}'；编号请看：xunjian "
                    "result list"},
                   CleanLine(text, kMostBytes));
}

Result<std::optional<Timestamp>> ParseMoment(std::string_view option, const std::string& text,
                                             const Clock& clock) {
  if (text.empty()) return std::optional<Timestamp>();
  if (const auto span = ParseDuration(text)) return std::optional(clock.Now() - *span);
  if (const auto moment = ParseRfc3339(text)) return std::optional(*moment);
  return MakeError(ErrorCode::kInvalidArgument,
                   {"{} is a time such as 2026-11-23T14:00:00Z or a span back from now such as 2h, "
                    "not '{}'",
                    "{} 是时间（如 2026-11-23T14:00:00+08:00）或距今时长（如 2h），不能是 '{}'"},
                   option, CleanLine(text, kMostBytes));
}

Result<std::map<std::string, std::string>> ParseLabels(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> labels;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    const std::string key = text.substr(0, equals);
    const bool formed = equals != std::string::npos && IsValidName(key) && equals + 1 < text.size();
    if (!formed || labels.contains(key)) {
      return MakeError(ErrorCode::kInvalidArgument,
                       {"--label is key=value, each key once, not '{}'",
                        "--label 的形式是 键=值，每个键只能给一次，不能是 '{}'"},
                       CleanLine(text, kMostBytes));
    }
    labels[key] = text.substr(equals + 1);
  }
  return labels;
}

}  // namespace xunjian
