#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <limits>

#include "inspection/text/escape.h"
#include "inspection/text/json_text.h"
#include "inspection/text/text_table.h"
#include "inspection/text/text_width.h"

using namespace xunjian;

TEST_CASE("a Chinese character takes two columns, a combining one none") {
  CHECK(DisplayWidth("") == 0);
  CHECK(DisplayWidth("web1") == 4);
  CHECK(DisplayWidth("磁盘") == 4);
  CHECK(DisplayWidth("磁盘 97 %") == 9);
  CHECK(DisplayWidth("e\u0301") == 1);
  CHECK(DisplayWidth("≥ —") == 3);
  CHECK(DisplayWidth("（中）") == 6);
}

TEST_CASE("long text wraps at spaces and beside wide characters") {
  using Lines = std::vector<std::string>;
  CHECK(WrapText("one two three", 7) == Lines{"one two", "three"});
  CHECK(WrapText("one two three", 0) == Lines{"one two three"});
  CHECK(WrapText("磁盘空间不足", 5) == Lines{"磁盘", "空间", "不足"});
  CHECK(WrapText("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(WrapText("", 5) == Lines{""});
  CHECK(WrapText("磁", 1) == Lines{"磁"});
}

TEST_CASE("no wrapped line is wider than asked and nothing but spaces is lost") {
  const std::string text = "the disk /data 磁盘已用 97.2 %, 超过阈值 95 % and-a-very-long-word-too";
  for (std::size_t width = 2; width < 60; ++width) {
    std::string joined;
    for (const std::string& line : WrapText(text, width)) {
      CHECK(DisplayWidth(line) <= width);
      joined += line;
    }
    const auto without_spaces = [](std::string all) {
      std::erase(all, ' ');
      return all;
    };
    CHECK(without_spaces(joined) == without_spaces(text));
  }
}

TEST_CASE("table columns line up whatever the script") {
  TextTable table({{"主机"}, {"N", TableColumn::Align::kRight}, {"说明"}});
  table.AddRow({{"web1"}, {"7"}, {"好"}});
  table.AddRow({{"数据库"}, {"12"}, {"bad\nline\x1b[31m"}});
  CHECK(table.Render({}) ==
        "主机     N  说明\n"
        "web1     7  好\n"
        "数据库  12  bad line[31m\n");
}

TEST_CASE("the last column wraps on a terminal, under itself") {
  TextTable table({{"HOST"}, {"SUMMARY"}});
  table.AddRow({{"web1"}, {"one two three four five six seven"}});
  CHECK(table.Render({.width = 30}) ==
        "HOST  SUMMARY\n"
        "web1  one two three four five\n"
        "      six seven\n");
}

TEST_CASE("colours stand around a cell, not around its padding") {
  TextTable table({{"A"}, {"B"}});
  table.AddRow({{"x", Colour::kGreen}, {"y"}});
  CHECK(table.Render({.colours = true}).find("\x1b[32mx\x1b[0m  y") != std::string::npos);
  CHECK(table.Render({}).find('\x1b') == std::string::npos);
}

TEST_CASE("markup is text to a browser") {
  CHECK(EscapeMarkup("<b a=\"1\" c='2'>&") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
  CHECK(EscapeMarkup("a\r\nb\x1b[2J") == "a b[2J");
}

TEST_CASE("Markdown keeps its cells, links and raw HTML are text") {
  CHECK(EscapeMarkdown("a|b\n# c") == "a\\|b \\# c");
  CHECK(EscapeMarkdown("[x](javascript:1)") == "\\[x\\](javascript:1)");
  CHECK(EscapeMarkdown("<img src=x>") == "&lt;img src=x&gt;");
}

TEST_CASE("a spreadsheet never sees a formula") {
  struct Case {
    const char* text;
    const char* cell;
  };
  for (const Case& each : std::vector<Case>{{"plain", "plain"},
                                            {"=1+1", "'=1+1"},
                                            {"+cmd", "'+cmd"},
                                            {"-cmd", "'-cmd"},
                                            {"-3.5", "-3.5"},
                                            {"@SUM(A1)", "'@SUM(A1)"},
                                            {"\t=1", "' =1"},
                                            {"\r=1", "'=1"},
                                            {"\x1b=1", "'=1"},
                                            {" =1", " =1"},
                                            {"a,b", "\"a,b\""},
                                            {"say \"x\"", "\"say \"\"x\"\"\""},
                                            {"=a,\"b\"", "\"'=a,\"\"b\"\"\""},
                                            {"a\r\nb", "a b"}}) {
    CHECK(EscapeCsv(each.text) == each.cell);
  }
}

TEST_CASE("JSON keeps the order of keys, exact integers and short numbers") {
  boost::json::object object;
  object["schema"] = "x/1";
  object["epoch"] = std::numeric_limits<std::uint64_t>::max();
  object["value"] = 91.5;
  object["whole"] = 90.0;
  object["nan"] = std::numeric_limits<double>::quiet_NaN();
  object["none"] = boost::json::array();
  CHECK(JsonText(object) ==
        "{\n  \"schema\": \"x/1\",\n  \"epoch\": 18446744073709551615,\n  \"value\": 91.5,\n"
        "  \"whole\": 90,\n  \"nan\": null,\n  \"none\": []\n}\n");
}

TEST_CASE("JSON strings are clean and read back") {
  const std::string text = JsonText(JsonString("a\"b\\c\x1b[31m\u202e中\n"));
  const auto value = boost::json::parse(text);
  CHECK(value.as_string() == "a\"b\\c[31m中\n");
}
