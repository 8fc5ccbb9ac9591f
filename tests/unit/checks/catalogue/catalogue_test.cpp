#include "checks/catalogue/catalogue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "checks/catalogue/all_reads.h"

namespace xunjian {
namespace {

// Any character of the block of common Chinese characters (U+4E00 to U+9FFF).
bool HasChinese(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xe4 && byte <= 0xe9) return true;
  }
  return false;
}

void CheckText(std::string_view what, const Text& text) {
  INFO(what << ": " << text.en << " / " << text.zh);
  CHECK_FALSE(text.en.empty());
  CHECK_FALSE(HasChinese(text.en));
  CHECK(HasChinese(text.zh));
}

std::set<std::string> Placeholders(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    names.insert(std::string(text.substr(open + 1, text.find('}', open) - open - 1)));
  }
  return names;
}

}  // namespace

TEST_CASE("no two checks share an id, and each can be found by it") {
  std::set<std::string_view> ids;
  for (const CheckType* check : AllChecks()) {
    CHECK(ids.insert(check->id).second);
    CHECK(FindCheck(check->id) == check);
  }
  CHECK(ids.size() >= 16);
  CHECK(FindCheck("host.perf.none") == nullptr);
  CHECK(FindCheck("") == nullptr);
}

TEST_CASE("every check can be read and judged") {
  for (const CheckType* check : AllChecks()) {
    INFO(check->id);
    CHECK(FindRead(check->id) != nullptr);
    CHECK(check->judge != nullptr);
    CHECK(check->interval > Duration{});
    CHECK(check->timeout > Duration{});
  }
  CHECK(FindRead("host.perf.none") == nullptr);
}

TEST_CASE("every check says all a person may ask, in both languages") {
  for (const CheckType* check : AllChecks()) {
    INFO(check->id);
    CheckText("name", check->name);
    CheckText("why", check->why);
    CheckText("reads", check->reads);
    CheckText("right", check->right);
    CheckText("advice", check->advice);
    for (const ParameterSpec& parameter : check->parameters) {
      CHECK_FALSE(parameter.name.empty());
      CheckText(parameter.name, parameter.help);
    }
  }
}

TEST_CASE("every threshold says where its numbers come from") {
  for (const CheckType* check : AllChecks()) {
    INFO(check->id);
    for (const Threshold& threshold : check->thresholds) {
      CHECK_FALSE(threshold.name.empty());
      INFO(threshold.name);
      CHECK_FALSE(threshold.source.en.empty());  // the title of a publication stays as it is
      CHECK_FALSE(threshold.source.zh.empty());
      const bool limited = threshold.warning || threshold.critical;
      CHECK((limited || threshold.kind == Threshold::Kind::kBaseline));
    }
  }
}

TEST_CASE("every reason names the same arguments in both languages") {
  for (const CheckType* check : AllChecks()) {
    std::set<std::string_view> codes;
    for (const ReasonText& reason : check->reasons) {
      INFO(check->id << " " << reason.code);
      CHECK(codes.insert(reason.code).second);
      CheckText(reason.code, reason.text);
      CHECK(Placeholders(reason.text.en) == Placeholders(reason.text.zh));
    }
  }
}

TEST_CASE("a glob chooses checks by id") {
  const auto ids = [](std::string_view glob) {
    std::vector<std::string_view> found;
    for (const CheckType* check : MatchChecks(glob)) found.push_back(check->id);
    return found;
  };
  CHECK(ids("*").size() == AllChecks().size());
  CHECK(ids("net.state.tcp_probe") == std::vector<std::string_view>{"net.state.tcp_probe"});
  CHECK(ids("net.*").size() == 3);
  CHECK(ids("net.state.t*").size() == 2);
  CHECK(ids("*.nagios").size() == 1);
  CHECK(ids("os.?tate.*").size() == 1);
  CHECK(ids("*state*link*").size() == 1);
  CHECK(ids("net").empty());
  CHECK(ids("").empty());
  CHECK(ids("NET.*").empty());
}

}  // namespace xunjian
