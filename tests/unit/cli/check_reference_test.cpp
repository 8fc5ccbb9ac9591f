#include "cli/check_reference.h"

#include <catch2/catch.hpp>

#include "checks/catalogue/catalogue.h"
#include "tests/support/golden_file.h"

using namespace xunjian;

TEST_CASE("the reference in docs is the one of the catalogue; else run scripts/check-reference") {
  const std::string english = CheckReference(AllChecks(), Language::kEnglish);
  CHECK(english == GoldenText("../../docs/checks.md", english));
  const std::string chinese = CheckReference(AllChecks(), Language::kChinese);
  CHECK(chinese == GoldenText("../../docs/checks.zh-CN.md", chinese));
}

TEST_CASE("every check says what, why, where, with which right and what to do, in both languages") {
  for (const CheckType* check : AllChecks()) {
    INFO(check->id);
    for (const Text& text : {check->name, check->why, check->reads, check->right, check->advice}) {
      CHECK_FALSE(text.en.empty());
      CHECK_FALSE(text.zh.empty());
    }
    for (const Threshold& threshold : check->thresholds) {
      INFO(threshold.name);
      CHECK_FALSE(threshold.source.en.empty());
      CHECK_FALSE(threshold.source.zh.empty());
    }
  }
}
