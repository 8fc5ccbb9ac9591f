#include <catch2/catch.hpp>

#include "base/time.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

Timestamp At(int year, unsigned month, unsigned day, Duration time_of_day) {
  return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) /
                               static_cast<int>(day)) +
         time_of_day;
}

}  // namespace

TEST_CASE("RFC 3339 times are read with any offset and fraction") {
  const Timestamp expected = At(2026, 11, 23, 14h + 18min + 46s);
  const std::vector<std::pair<std::string, Timestamp>> rows = {
      {"2026-11-23T14:18:46Z", expected},
      {"2026-11-23t14:18:46z", expected},
      {"2026-11-23 14:18:46Z", expected},
      {"2026-11-23T22:18:46+08:00", expected},
      {"2026-11-23T10:48:46-03:30", expected},
      {"2026-11-24T00:18:46+10:00", expected},
      {"2026-11-23T14:18:46.1Z", expected + 100ms},
      {"2026-11-23T14:18:46.123456789+00:00", expected + 123456789ns},
      {"2024-02-29T00:00:00Z", At(2024, 2, 29, 0s)},
      {"1970-01-01T00:00:00Z", Timestamp()},
      {"2200-12-31T23:59:59.999999999Z", At(2201, 1, 1, -1ns)},
  };
  for (const auto& [text, at] : rows) {
    INFO(text);
    CHECK(ParseRfc3339(text).value() == at);
  }
}

TEST_CASE("what is no RFC 3339 time is refused") {
  for (const char* text : {"",
                           "now",
                           "2026-11-23",
                           "2026-11-23T14:18:46",
                           "2026-11-23T14:18Z",
                           "2026-11-23T24:00:00Z",
                           "2026-11-23T14:60:00Z",
                           "2026-11-23T14:18:60Z",
                           "2026-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "1969-12-31T23:59:59Z",
                           "2201-01-01T00:00:00Z",
                           "2026-11-23T14:18:46.Z",
                           "2026-11-23T14:18:46.1234567890Z",
                           "2026-11-23T14:18:46+0800",
                           "2026-11-23T14:18:46+24:00",
                           "2026-11-23T14:18:46Z ",
                           " 2026-11-23T14:18:46Z",
                           "2026-11-23_14:18:46Z",
                           "+026-11-23T14:18:46Z"}) {
    INFO(text);
    const auto parsed = ParseRfc3339(text);
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().code() == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("times are written in UTC with milliseconds, rounded down") {
  const std::vector<std::pair<Timestamp, std::string>> rows = {
      {At(2026, 11, 23, 14h + 18min + 46s + 123ms), "2026-11-23T14:18:46.123Z"},
      {At(2026, 1, 2, 3h + 4min + 5s + 999'999'999ns), "2026-01-02T03:04:05.999Z"},
      {Timestamp(), "1970-01-01T00:00:00.000Z"},
      {Timestamp(-1ns), "1969-12-31T23:59:59.999Z"},
  };
  for (const auto& [at, text] : rows) CHECK(FormatRfc3339(at) == text);
}

TEST_CASE("a written time is read back to the millisecond") {
  const Timestamp at = At(2026, 11, 23, 14h + 18min + 46s + 123ms);
  CHECK(ParseRfc3339(FormatRfc3339(at)).value() == at);
}

}  // namespace xunjian
