#include "base/utf8.h"

#include <array>
#include <catch2/catch.hpp>

namespace xunjian {
namespace {

constexpr std::size_t kPlenty = 1000;
const std::string kReplaced = "\xEF\xBF\xBD";

}  // namespace

TEST_CASE("valid UTF-8 is known from its look-alikes") {
  struct Row {
    std::string text;
    bool valid;
  };
  const std::vector<Row> rows = {
      {"", true},
      {"plain", true},
      {"税务系统", true},
      {"\xF0\x9F\x98\x80", true},   // U+1F600
      {"\xF4\x8F\xBF\xBF", true},   // U+10FFFF
      {"\xF4\x90\x80\x80", false},  // U+110000
      {"\xF5\x80\x80\x80", false},
      {"\xC0\x80", false},          // overlong NUL
      {"\xC1\xBF", false},          // overlong
      {"\xE0\x80\xAF", false},      // overlong '/'
      {"\xF0\x80\x80\xAF", false},  // overlong '/'
      {"\xED\xA0\x80", false},      // surrogate
      {"\x80", false},              // continuation alone
      {"\xE7\xA8", false},          // cut
      {"\xE7\xA8"
       "x",
       false},
      {"\xFF", false},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(IsValidUtf8(row.text) == row.valid);
  }
}

TEST_CASE("text is cleaned of what a terminal or a reader could be fooled with") {
  struct Row {
    std::string dirty;
    std::string clean;
  };
  const std::vector<Row> rows = {
      {"税务 OK", "税务 OK"},
      {"tab\tand\nline", "tab\tand\nline"},
      {std::string("n\0ul", 4), "nul"},
      {"\x1B[31mred\x07\x08\r", "[31mred"},
      {"del\x7F", "del"},
      {"c1\xC2\x80\xC2\x9B\xC2\x9F", "c1"},
      {"nbsp\xC2\xA0", "nbsp\xC2\xA0"},
      {"\xE2\x80\xAA\xE2\x80\xAEgpj.exe\xE2\x80\xAC", "gpj.exe"},  // U+202A, 202E, 202C
      {"\xE2\x81\xA6isolate\xE2\x81\xA9", "isolate"},              // U+2066, 2069
      {"\xE2\x80\x8Emarks\xE2\x80\x8F\xD8\x9C", "marks"},          // U+200E, 200F, 061C
      {"bad\xFF\xFE", "bad" + kReplaced + kReplaced},
      {"cut\xE7\xA8", "cut" + kReplaced + kReplaced},
      {"\xC0\xAF", kReplaced + kReplaced},
      {"\xED\xA0\x80", kReplaced + kReplaced + kReplaced},
  };
  for (const Row& row : rows) {
    INFO(row.clean);
    CHECK(CleanText(row.dirty, kPlenty) == row.clean);
    CHECK(IsValidUtf8(CleanText(row.dirty, kPlenty)));
    CHECK(CleanText(CleanText(row.dirty, kPlenty), kPlenty) == row.clean);
  }
}

TEST_CASE("text is cut at a character") {
  CHECK(CleanText("税务", 6) == "税务");
  CHECK(CleanText("税务", 5) == "税");
  CHECK(CleanText("税务", 2).empty());
  CHECK(CleanText("ab\xFF", 4) == "ab");
  CHECK(CleanText("\x01\x02\x03"
                  "abc",
                  3) == "abc");  // what is dropped costs nothing
  CHECK(CleanText("abc", 0).empty());
}

TEST_CASE("a line stays one line") {
  CHECK(CleanLine("a\tb\nc\r\nd", kPlenty) == "a b c d");
  CHECK(CleanLine("a\xE2\x80\xA8"
                  "b\xE2\x80\xA9"
                  "c",
                  kPlenty) == "a b c");  // U+2028, U+2029
}

TEST_CASE("the edit distance counts insertions, removals and replacements") {
  struct Row {
    std::string_view a;
    std::string_view b;
    std::size_t distance;
  };
  constexpr std::array<Row, 8> kRows = {{{"", "", 0},
                                         {"", "abc", 3},
                                         {"same", "same", 0},
                                         {"intervall", "interval", 1},
                                         {"jsno", "json", 2},
                                         {"kitten", "sitting", 3},
                                         {"abc", "xyz", 3},
                                         {"flaw", "lawn", 2}}};
  for (const Row& row : kRows) {
    CHECK(EditDistance(row.a, row.b) == row.distance);
    CHECK(EditDistance(row.b, row.a) == row.distance);
  }
}

TEST_CASE("the nearest word is the one that was probably meant") {
  const std::vector<std::string_view> words = {"interval", "timeout", "retries", "to", "x"};
  CHECK(NearestWord("intervall", words) == "interval");
  CHECK(NearestWord("timeuot", words) == "timeout");
  CHECK(NearestWord("timeout", words) == "timeout");
  CHECK(NearestWord("colour", words).empty());
  CHECK(NearestWord("ab", words).empty());  // two edits would make anything of it
  CHECK(NearestWord("", words).empty());
  CHECK(NearestWord("interval", std::vector<std::string_view>()).empty());
}

}  // namespace xunjian
