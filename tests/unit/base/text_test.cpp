#include "base/text.h"

#include <catch2/catch.hpp>
#include <cstdlib>

namespace xunjian {
namespace {

// Sets the three variables of the locale ("" unsets), and puts the old ones back.
class LocaleVariables {
 public:
  LocaleVariables(const char* all, const char* messages, const char* lang) {
    Set("LC_ALL", all);
    Set("LC_MESSAGES", messages);
    Set("LANG", lang);
  }
  ~LocaleVariables() {
    for (const auto& [name, value] : before_) Apply(name.c_str(), value.c_str());
  }

 private:
  void Set(const char* name, const char* value) {
    const char* old = std::getenv(name);
    before_.emplace_back(name, old == nullptr ? "" : old);
    Apply(name, value);
  }
  static void Apply(const char* name, const char* value) {
    if (*value == '\0') {
      unsetenv(name);
    } else {
      setenv(name, value, 1);
    }
  }

  std::vector<std::pair<std::string, std::string>> before_;
};

}  // namespace

TEST_CASE("the language is that of the locale's name") {
  for (const char* locale : {"zh", "zh_CN", "zh_CN.UTF-8", "zh-CN", "zh.UTF-8", "zh_TW@euro"}) {
    CHECK(LanguageOf(locale) == Language::kChinese);
  }
  for (const char* locale : {"", "C", "POSIX", "en_GB.UTF-8", "zhx", "zha_CN"}) {
    CHECK(LanguageOf(locale) == Language::kEnglish);
  }
}

TEST_CASE("the first locale variable that is set decides") {
  struct Row {
    const char* all;
    const char* messages;
    const char* lang;
    Language language;
  };
  const std::vector<Row> rows = {
      {"", "", "", Language::kEnglish},
      {"", "", "zh_CN.UTF-8", Language::kChinese},
      {"", "en_US.UTF-8", "zh_CN.UTF-8", Language::kEnglish},
      {"", "zh_CN.UTF-8", "en_US.UTF-8", Language::kChinese},
      {"C", "zh_CN.UTF-8", "zh_CN.UTF-8", Language::kEnglish},
  };
  for (const Row& row : rows) {
    const LocaleVariables variables(row.all, row.messages, row.lang);
    CHECK(LanguageOfEnvironment() == row.language);
  }
}

TEST_CASE("both languages take the same arguments") {
  const Message message = Format({"{0} of {1}", "{1} 中的 {0}"}, 3, 5);
  CHECK(message.In(Language::kEnglish) == "3 of 5");
  CHECK(message.In(Language::kChinese) == "5 中的 3");
}

TEST_CASE("a template that does not fit its arguments throws") {
  CHECK_THROWS_AS(Format({"{}", "{} {}"}, 1), fmt::format_error);
}

}  // namespace xunjian
