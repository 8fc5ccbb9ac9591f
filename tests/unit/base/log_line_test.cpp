#include "base/log_line.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/manual_clock.h"

namespace xunjian {
namespace {

LogLine Line(std::span<const LogField> fields) {
  return {LogLevel::kWarning, ManualClock::kStart, "xunjian-agent", "connection lost", fields};
}

std::string TextOf(std::vector<LogField> fields) { return FormatTextLine(Line(fields)); }
std::string JsonOf(std::vector<LogField> fields) { return FormatJsonLine(Line(fields)); }

}  // namespace

TEST_CASE("a text line has time, level, program, event and fields") {
  CHECK(TextOf({{"peer", "10.0.0.1:7443"}, {"attempt", 3}, {"why", "timed out"}}) ==
        "2026-11-23T00:00:00.000Z warning xunjian-agent: connection lost peer=10.0.0.1:7443 "
        "attempt=3 why=\"timed out\"\n");
}

TEST_CASE("a JSON line keeps numbers and truth values bare, except those JSON cannot say") {
  CHECK(JsonOf({{"peer", "税务"},
                {"attempt", 3},
                {"ratio", 0.5},
                {"again", true},
                {"broken", std::numeric_limits<double>::quiet_NaN()}}) ==
        R"({"time":"2026-11-23T00:00:00.000Z","level":"warning","program":"xunjian-agent",)"
        R"("event":"connection lost","peer":"税务","attempt":3,"ratio":0.5,"again":true,)"
        R"("broken":"nan"})"
        "\n");
}

TEST_CASE("what a host sends cannot forge a line, a field or a colour") {
  struct Row {
    std::string sent;
    std::string shown;
  };
  const std::vector<Row> rows = {
      {"", R"("")"},
      {"plain", "plain"},
      {"two words", R"("two words")"},
      {"a=b", R"("a=b")"},
      {"say \"hi\"", R"("say \"hi\"")"},
      {"back\\slash", R"("back\\slash")"},
      {"x\n2026-11-23T00:00:00Z error forged", R"("x\n2026-11-23T00:00:00Z error forged")"},
      {"tab\tcr\r", R"("tab\tcr\r")"},
      {"\x1B[31mred", R"("\u001b[31mred")"},
      {std::string("nul\0byte", 8), R"("nul\u0000byte")"},
      {"del\x7F", R"("del\u007f")"},
      {"c1\xC2\x9B"
       "31m",
       "c131m"},
      {"rtl\xE2\x80\xAEoverride", "rtloverride"},
      {"bad\xFF", "bad\xEF\xBF\xBD"},
  };
  for (const Row& row : rows) {
    INFO(row.shown);
    CHECK(TextOf({{"value", row.sent}}) ==
          "2026-11-23T00:00:00.000Z warning xunjian-agent: connection lost value=" + row.shown +
              "\n");
  }
}

TEST_CASE("a value is cut at 4 KiB, and a character that is cut shows as broken") {
  std::string value(4095, 'x');
  value += "税";
  const std::string line = TextOf({{"value", value}});
  CHECK(line.ends_with(std::string(4095, 'x') + "\xEF\xBF\xBD\n"));
}

TEST_CASE("a journal entry carries message, priority, program and each field") {
  const std::vector<LogField> fields = {{"peer_name", "web\n01"}, {"attempt", 3}};
  CHECK(FormatJournalEntry(Line(fields)) ==
        std::vector<std::string>{"MESSAGE=connection lost peer_name=\"web\\n01\" attempt=3",
                                 "PRIORITY=4", "SYSLOG_IDENTIFIER=xunjian-agent",
                                 "XUNJIAN_PEER_NAME=web 01", "XUNJIAN_ATTEMPT=3"});
}

TEST_CASE("levels have names and syslog priorities") {
  const std::vector<std::tuple<LogLevel, std::string, std::string>> rows = {
      {LogLevel::kDebug, "debug", "PRIORITY=7"},
      {LogLevel::kInfo, "info", "PRIORITY=6"},
      {LogLevel::kWarning, "warning", "PRIORITY=4"},
      {LogLevel::kError, "error", "PRIORITY=3"},
  };
  for (const auto& [level, name, priority] : rows) {
    LogLine line = Line({});
    line.level = level;
    CHECK(ToString(level) == name);
    CHECK(FormatJournalEntry(line)[1] == priority);
  }
}

TEST_CASE("the journal's stream is known by device and inode") {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  struct stat status {};
  REQUIRE(fstat(ends[1], &status) == 0);
  const std::string stream = fmt::format("{}:{}", status.st_dev, status.st_ino);
  CHECK(IsJournalStream(stream.c_str(), ends[1]));
  CHECK_FALSE(IsJournalStream((stream + "0").c_str(), ends[1]));
  CHECK_FALSE(IsJournalStream("", ends[1]));
  CHECK_FALSE(IsJournalStream(nullptr, ends[1]));
  close(ends[0]);
  close(ends[1]);
  CHECK_FALSE(IsJournalStream(stream.c_str(), ends[1]));
}

}  // namespace xunjian
