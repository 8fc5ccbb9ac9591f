#include "command_line/unknown_choice.h"

#include <string>

#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 100;

std::string Joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

}  // namespace

Error UnknownChoice(std::string_view option, std::string_view value,
                    const std::vector<std::string_view>& choices) {
  const std::string clean = CleanLine(value, kMostBytes);
  const std::string_view nearest = NearestWord(clean, choices);
  if (nearest.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"{}: no such value '{}' ({})", "{}：没有 '{}' 这个值（可用：{}）"}, option,
                     clean, Joined(choices));
  }
  return MakeError(ErrorCode::kInvalidArgument,
                   {"{}: no such value '{}'; did you mean '{}'? ({})",
                    "{}：没有 '{}' 这个值；是否想用 '{}'？（可用：{}）"},
                   option, clean, nearest, Joined(choices));
}

}  // namespace xunjian
