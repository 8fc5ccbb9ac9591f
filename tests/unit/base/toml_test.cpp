#include "base/toml.h"

#include <catch2/catch.hpp>
#include <limits>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

TomlFile Parsed(std::string_view text) { return TomlFile::Parse(text, "policy.toml").value(); }

std::string ProblemsOf(TomlFile& file, Language language = Language::kEnglish) {
  const Result<void> finished = file.Finish();
  return finished ? "" : finished.error().In(language);
}

}  // namespace

TEST_CASE("a file whose every key is asked for has no problems") {
  TomlFile file = Parsed(R"(
name = "web01"
interval = "90s"
level = 2.5
ports = ["22", "80"]
[labels]
site = "hq"
weight = 3
)");
  TomlTable root = file.root();
  CHECK(root.String("name", "") == "web01");
  CHECK(root.DurationOf("interval", 1s, {1s, 1h}) == 90s);
  CHECK(root.Number("level", 0, {0, 10}) == 2.5);
  CHECK(root.Strings("ports") == std::vector<std::string>{"22", "80"});
  const auto labels = root.Table("labels").Scalars();
  CHECK(std::get<std::string>(labels.at("site")) == "hq");
  CHECK(std::get<std::int64_t>(labels.at("weight")) == 3);
  CHECK(ProblemsOf(file).empty());
}

TEST_CASE("a file that is not UTF-8 is named with the line and column of the first bad byte") {
  struct Row {
    std::string text;
    std::string said;
  };
  const std::vector<Row> rows = {
      {"name = \"\xff\"\n", "policy.toml:1:9: not valid UTF-8: byte 0xff"},
      {"a = 1\nb = 2 # \xc3(\n", "policy.toml:2:9: not valid UTF-8: byte 0xc3"},
      {"\xed\xa0\x80", "policy.toml:1:1: not valid UTF-8: byte 0xed"},
  };
  for (const Row& row : rows) {
    const auto file = TomlFile::Parse(row.text, "policy.toml");
    REQUIRE(file.has_error());
    CHECK(file.error().code() == ErrorCode::kInvalidArgument);
    CHECK(file.error().In(Language::kEnglish) == row.said);
  }
}

TEST_CASE("an absent key gives the fallback and is no problem") {
  TomlFile file = Parsed("");
  TomlTable root = file.root();
  CHECK(root.String("name", "none") == "none");
  CHECK(root.Integer("retries", 3, {0, 9}) == 3);
  CHECK(root.Boolean("enabled", true));
  CHECK(root.Strings("ports").empty());
  CHECK(root.Table("labels").String("site", "hq") == "hq");
  CHECK(root.Tables("assign").empty());
  CHECK(ProblemsOf(file).empty());
}

TEST_CASE("every problem is reported at once, in file order, with file, line and column") {
  TomlFile file = Parsed(R"(retries = "three"
intervall = "30s"

[notify]
timeout = "5 minutes"
level = 11
colour = "red"
)");
  TomlTable root = file.root();
  TomlTable notify = root.Table("notify");
  notify.DurationOf("timeout", 1s, {1s, 1h});
  notify.Integer("level", 1, {1, 9});
  root.Integer("retries", 3, {0, 9});
  root.DurationOf("interval", 30s, {1s, 1h});

  CHECK(ProblemsOf(file) ==
        "policy.toml:1:11: 'retries' must be a whole number, not a string\n"
        "policy.toml:2:1: unknown key 'intervall'; did you mean 'interval'?\n"
        "policy.toml:5:11: '5 minutes' is not a duration; write a whole number and a unit: 250ms, "
        "30s, 5m, 2h, 1d\n"
        "policy.toml:6:9: 'level' must be from 1 to 9, not 11\n"
        "policy.toml:7:1: unknown key 'colour'");
}

TEST_CASE("problems are told in Chinese too") {
  TomlFile file = Parsed("intervall = 1\nretries = true\n");
  file.root().DurationOf("interval", 1s, {1s, 1h});
  file.root().Integer("retries", 1, {0, 9});
  CHECK(ProblemsOf(file, Language::kChinese) ==
        "policy.toml:1:1: 未知的键“intervall”；是不是“interval”？\n"
        "policy.toml:2:11: “retries”必须是整数，而不是真假值");
}

TEST_CASE("a table that nobody asked for is one problem, whatever it holds") {
  TomlFile file = Parsed("[storage]\na = 1\n[storage.deep]\nb = 2\n");
  file.root();
  CHECK(ProblemsOf(file) == "policy.toml:1:2: unknown key 'storage'");
}

TEST_CASE("unknown keys are found in every element of an array of tables") {
  TomlFile file = Parsed("[[assign]]\ncheck = 'a'\n[[assign]]\nchek = 'b'\n");
  const auto assign = file.root().Tables("assign");
  REQUIRE(assign.size() == 2);
  for (TomlTable table : assign) table.String("check", "");
  CHECK(ProblemsOf(file) == "policy.toml:4:1: unknown key 'chek'; did you mean 'check'?");
}

TEST_CASE("a required string that is missing or empty is a problem of its table") {
  TomlFile file = Parsed("[a]\nname = ''\n\n[b]\n");
  CHECK(file.root().Table("a").RequiredString("name").empty());
  file.root().Table("b").RequiredString("name");
  file.root().Table("c").RequiredString("name");
  CHECK(ProblemsOf(file) ==
        "policy.toml:1:1: 'name' is missing\n"
        "policy.toml:2:8: 'name' must not be empty\n"
        "policy.toml:4:1: 'name' is missing");
}

TEST_CASE("a choice names the choices and the one that was meant") {
  TomlFile file = Parsed("format = 'jsno'\nmode = 'x'\n");
  CHECK(file.root().Choice("format", {"text", "json"}, "text") == "text");
  CHECK(file.root().Choice("mode", {"fast", "safe"}, "safe") == "safe");
  CHECK(file.root().Choice("absent", {"fast", "safe"}, "") == "");
  CHECK(ProblemsOf(file) ==
        "policy.toml:1:10: 'format' must be one of text, json, not 'jsno'; did you mean 'json'?\n"
        "policy.toml:2:8: 'mode' must be one of fast, safe, not 'x'");
}

TEST_CASE("bounds hold for numbers and durations, and not-a-number lies within none") {
  TomlFile file = Parsed("a = nan\nb = 5\nc = '2d'\nd = -0.5\n");
  CHECK(file.root().Number("a", 1.5, {-1e300, 1e300}) == 1.5);
  CHECK(file.root().Number("b", 0, {0, 10}) == 5);
  CHECK(file.root().DurationOf("c", 1h, {1s, 24h}) == 1h);
  CHECK(file.root().Number("d", 0, {0, 1}) == 0);
  CHECK(ProblemsOf(file) ==
        "policy.toml:1:5: 'a' must be from -1e+300 to 1e+300, not nan\n"
        "policy.toml:3:5: 'c' must be from 1s to 1d, not 2d\n"
        "policy.toml:4:5: 'd' must be from 0 to 1, not -0.5");
}

TEST_CASE("a list of strings may be one string, and names the element that is none") {
  TomlFile file = Parsed("one = 'a'\nmixed = ['a', 2]\nnumber = 3\n");
  CHECK(file.root().Strings("one") == std::vector<std::string>{"a"});
  CHECK(file.root().Strings("mixed") == std::vector<std::string>{"a"});
  CHECK(file.root().Strings("number").empty());
  CHECK(ProblemsOf(file) ==
        "policy.toml:2:15: 'mixed' must be a string or a list of strings, not a whole number\n"
        "policy.toml:3:10: 'number' must be a string or a list of strings, not a whole number");
}

TEST_CASE("a table where a value is wanted, and the reverse, are problems") {
  TomlFile file = Parsed("a = 1\nb = [1]\nc = 2\n[d]\nx = 1\n");
  CHECK_FALSE(file.root().Table("a").Has("x"));
  CHECK(file.root().Tables("b").empty());
  CHECK(file.root().Tables("c").empty());
  file.root().String("d", "");
  CHECK(ProblemsOf(file) ==
        "policy.toml:1:5: 'a' must be a table, not a whole number\n"
        "policy.toml:2:6: 'b' must be a list of tables, each under [[…]], not a whole number\n"
        "policy.toml:3:5: 'c' must be a list of tables, each under [[…]], not a whole number\n"
        "policy.toml:4:1: 'd' must be a string, not a table");
}

TEST_CASE("tables with free names are known, their keys are not") {
  TomlFile file = Parsed("[threshold]\nx = 1\n[threshold.load]\nwarning = 4\nwarnin = 5\n");
  auto named = file.root().Table("threshold").NamedTables();
  REQUIRE(named.size() == 1);
  CHECK(named[0].first == "load");
  CHECK(named[0].second.Integer("warning", 0, {0, 100}) == 4);
  CHECK(ProblemsOf(file) ==
        "policy.toml:2:1: unknown key 'x'\n"
        "policy.toml:5:1: unknown key 'warnin'; did you mean 'warning'?");
}

TEST_CASE("a table of free scalars takes scalars and lists of strings only") {
  TomlFile file = Parsed("[p]\na = true\nb = 1.5\nc = ['x', 'y']\nd = 2026-11-23\ne = [1]\n");
  const auto scalars = file.root().Table("p").Scalars();
  CHECK(std::get<bool>(scalars.at("a")));
  CHECK(std::get<double>(scalars.at("b")) == 1.5);
  CHECK(std::get<std::vector<std::string>>(scalars.at("c")) == std::vector<std::string>{"x", "y"});
  CHECK(ProblemsOf(file) ==
        "policy.toml:5:5: 'd' must be a single value or a list of strings, not a date or time\n"
        "policy.toml:6:5: 'e' must be a single value or a list of strings, not a list");
}

TEST_CASE("a map of strings takes nothing else") {
  TomlFile file = Parsed("[labels]\nsite = 'hq'\nrack = 7\n");
  const auto labels = file.root().Table("labels").StringMap();
  CHECK(labels == std::map<std::string, std::string>{{"site", "hq"}});
  CHECK(ProblemsOf(file) == "policy.toml:3:8: 'rack' must be a string, not a whole number");
}

TEST_CASE("the caller's own problems stand at their key, or at the table") {
  TomlFile file = Parsed("[a]\nfrom = 9\n");
  TomlTable a = file.root().Table("a");
  a.Integer("from", 0, {0, 24});
  a.Problem("from", Text{"'from' is after 'to'", "“from”晚于“to”"});
  a.Problem("", Text{"the table is of no use", "这个表没有用"});
  CHECK(ProblemsOf(file) ==
        "policy.toml:1:1: the table is of no use\n"
        "policy.toml:2:8: 'from' is after 'to'");
}

TEST_CASE("a problem met twice is told once") {
  TomlFile file = Parsed("a = 'x'\n");
  file.root().Integer("a", 0, {0, 1});
  file.root().Integer("a", 0, {0, 1});
  CHECK(ProblemsOf(file) == "policy.toml:1:5: 'a' must be a whole number, not a string");
}

TEST_CASE("a syntax error names its place") {
  const auto parsed = TomlFile::Parse("a = 1\nb = \n", "agent.toml");
  REQUIRE(parsed.has_error());
  CHECK(parsed.error().code() == ErrorCode::kInvalidArgument);
  CHECK(parsed.error().In(Language::kEnglish).starts_with("agent.toml:2:"));
  CHECK(parsed.error().In(Language::kChinese).find("TOML 语法错误") != std::string::npos);
}

TEST_CASE("control characters of the file never reach a message") {
  TomlFile file = Parsed("\"\\u001B[31mred\" = 1\n");
  file.root();
  CHECK(ProblemsOf(file) == "policy.toml:1:1: unknown key '[31mred'");
}

TEST_CASE("a key deep enough to end the process by a stack overflow is refused") {
  std::string dots;
  for (int i = 0; i < 100'000; ++i) dots += ".a";
  const std::vector<std::string> files = {
      "\n[a" + dots + "]\n",
      "\na" + dots + " = 1\n",
      "\nx = { a" + dots + " = 1 }\n",
      "\nx = { q = \"\"\"a\"\"\"\", a" + dots + " = 1 }\n",
      "\nx = { q = 'it''', a" + dots + " = 1 }\n",
  };
  for (const std::string& text : files) {
    const auto parsed = TomlFile::Parse(text, "deep.toml");
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().In(Language::kEnglish) == "deep.toml:2:1: a key has more than 32 parts");
  }
}

TEST_CASE("dots in strings and comments are no parts of a key") {
  const std::string dots(100, '.');
  TomlFile file = Parsed("# " + dots + "\na = \"" + dots + "\"\nb = '''\n" + dots +
                         "'''\nc = 1.5 # " + dots + "\nd = \"\\\"" + dots + "\"\n");
  CHECK(file.root().Scalars().size() == 4);
  CHECK(ProblemsOf(file).empty());
}

}  // namespace xunjian
