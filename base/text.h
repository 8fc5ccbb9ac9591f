#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace xunjian {

enum class Language { kEnglish, kChinese };

// What a person reads, in both languages. The views point at string literals.
struct Text {
  std::string_view en;
  std::string_view zh;

  constexpr std::string_view In(Language language) const {
    return language == Language::kChinese ? zh : en;
  }
};

// A Text whose placeholders are filled in.
struct Message {
  std::string en;
  std::string zh;

  const std::string& In(Language language) const {
    return language == Language::kChinese ? zh : en;
  }
};

// Both forms take the same arguments in the same order ({} or {0}…). A template that does not fit
// its arguments throws fmt::format_error: a bug of ours.
template <class... Args>
Message Format(Text text, const Args&... args) {
  return {fmt::format(fmt::runtime(text.en), args...), fmt::format(fmt::runtime(text.zh), args...)};
}

// From a locale name such as "zh_CN.UTF-8" or a --lang value such as "zh"; anything else is
// English.
Language LanguageOf(std::string_view locale);

// From LC_ALL, LC_MESSAGES and LANG, in POSIX order.
Language LanguageOfEnvironment();

}  // namespace xunjian
