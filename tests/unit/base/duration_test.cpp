#include <catch2/catch.hpp>

#include "base/time.h"

namespace xunjian {

using namespace std::chrono_literals;

TEST_CASE("a duration is a whole number and one unit") {
  const std::vector<std::pair<std::string, Duration>> rows = {
      {"250ms", 250ms}, {"30s", 30s}, {"5m", 5min},
      {"2h", 2h},       {"1d", 24h},  {"0s", 0s},
      {"0ms", 0ms},     {"007s", 7s}, {"36500d", 36500 * 24h},
  };
  for (const auto& [text, duration] : rows) {
    INFO(text);
    CHECK(ParseDuration(text).value() == duration);
  }
}

TEST_CASE("what is no duration is refused with the way to write one") {
  for (const char* text : {"", "0", "30", "s", "-5s", "-0s", "+5s", " 5s", "5 s", "5s ", "1.5h",
                           "1h30m", "5S", "5sec", "5\xFF", "99999999999999999999s"}) {
    INFO(text);
    const auto parsed = ParseDuration(text);
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().code() == ErrorCode::kInvalidArgument);
    CHECK(parsed.error().In(Language::kEnglish).find("30s") != std::string::npos);
    CHECK(parsed.error().In(Language::kChinese).find("时长") != std::string::npos);
  }
}

TEST_CASE("a duration too long for nanoseconds is refused") {
  CHECK(ParseDuration("106751d").has_value());
  CHECK(ParseDuration("106752d").has_error());
  CHECK(ParseDuration("9223372036854775807ms").has_error());
}

TEST_CASE("a duration is written in its shortest exact form, and read back") {
  const std::vector<std::pair<Duration, std::string>> rows = {
      {0s, "0s"},   {250ms, "250ms"},   {1000ms, "1s"}, {90s, "90s"},
      {60s, "1m"},  {7200s, "2h"},      {90min, "90m"}, {24h, "1d"},
      {36h, "36h"}, {1001ms, "1001ms"}, {-90s, "-90s"}, {-1500ms, "-1500ms"},
  };
  for (const auto& [duration, text] : rows) {
    CHECK(FormatDuration(duration) == text);
    if (duration >= 0s) CHECK(ParseDuration(text).value() == duration);
  }
}

TEST_CASE("parts below a millisecond are cut") {
  CHECK(FormatDuration(1ms + 999us) == "1ms");
  CHECK(FormatDuration(999us) == "0s");
}

}  // namespace xunjian
