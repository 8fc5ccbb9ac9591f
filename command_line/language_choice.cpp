#include "command_line/language_choice.h"

#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::string_view kOption = "--lang";

Result<Language> ParseLanguage(const std::string& value) {
  if (value == "zh") return Language::kChinese;
  if (value == "en") return Language::kEnglish;
  return MakeError(ErrorCode::kInvalidArgument,
                   {"--lang is zh or en, not '{}'", "--lang 只能是 zh 或 en，不能是 '{}'"},
                   CleanLine(value, 40));
}

}  // namespace

Result<Language> ChooseLanguage(std::span<const std::string> arguments, Language fallback) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string& word = arguments[i];
    if (word == kOption && i + 1 < arguments.size()) return ParseLanguage(arguments[i + 1]);
    if (word.starts_with("--lang=")) return ParseLanguage(word.substr(kOption.size() + 1));
  }
  return fallback;
}

}  // namespace xunjian
