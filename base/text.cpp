#include "base/text.h"

#include <cstdlib>

namespace xunjian {

Language LanguageOf(std::string_view locale) {
  const std::string_view code = locale.substr(0, locale.find_first_of("_-.@"));
  return code == "zh" || code == "ZH" ? Language::kChinese : Language::kEnglish;
}

Language LanguageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return LanguageOf(value);
  }
  return Language::kEnglish;
}

}  // namespace xunjian
