#include "collector/escalation/clock_log.h"

#include <catch2/catch.hpp>

#include "china.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using Kind = ClockLog::Kind;

const WorkingCalendar kChina;  // Monday to Friday, 09:00 to 17:30
const TimeBase kAlways(kChina, false);
const TimeBase kWorking(kChina, true);

struct Written {
  Kind kind;
  const char* at;
};

ClockLog Log(const std::vector<Written>& events) {
  std::vector<ClockLog::Event> read;
  for (const Written& event : events) read.push_back({event.kind, China(event.at)});
  return ClockLog(read);
}

std::string Wall(std::optional<Timestamp> at) {
  return at ? FormatRfc3339(*at + 8h).substr(0, 16) : "never";
}

}  // namespace

TEST_CASE("a clock spends the time between its starts and its pauses") {
  struct Row {
    std::vector<Written> events;
    const char* now;
    Duration always;
    Duration working;
  };
  const std::vector<Row> rows = {
      {{}, "2026-11-23T12:00", 0h, 0h},
      {{{Kind::kStart, "2026-11-23T10:00"}}, "2026-11-23T12:00", 2h, 2h},
      {{{Kind::kStart, "2026-11-23T10:00"}}, "2026-11-23T09:00", 0h, 0h},  // before it started
      {{{Kind::kStart, "2026-11-27T17:00"}}, "2026-11-30T10:00", 65h, 1h + 30min},
      {{{Kind::kStart, "2026-11-23T10:00"},
        {Kind::kPause, "2026-11-23T11:00"},
        {Kind::kStart, "2026-11-23T14:00"}},
       "2026-11-23T15:00",
       2h,
       2h},
      {{{Kind::kStart, "2026-11-23T10:00"}, {Kind::kPause, "2026-11-23T11:00"}},
       "2026-11-25T15:00",
       1h,
       1h},
      {{{Kind::kStart, "2026-11-23T10:00"}, {Kind::kStop, "2026-11-23T16:00"}},
       "2026-11-23T11:00",
       1h,
       1h},  // the stop has not happened yet
      // Over the turn of the year and the leap day.
      {{{Kind::kStart, "2027-12-31T17:00"}}, "2028-01-03T09:30", 64h + 30min, 1h},
      {{{Kind::kStart, "2028-02-28T17:00"}}, "2028-03-01T09:30", 40h + 30min, 9h + 30min},
  };
  for (const Row& row : rows) {
    INFO(row.now << " after " << row.events.size() << " events");
    CHECK(Log(row.events).Spent(kAlways, China(row.now)) == row.always);
    CHECK(Log(row.events).Spent(kWorking, China(row.now)) == row.working);
  }
}

TEST_CASE("a clock is due when its goal is spent, pauses left out") {
  struct Row {
    std::vector<Written> events;
    Duration amount;
    const char* always;
    const char* working;
  };
  const std::vector<Row> rows = {
      {{}, 1h, "never", "never"},
      {{{Kind::kStart, "2026-11-27T17:00"}}, 2h, "2026-11-27T19:00", "2026-11-30T10:30"},
      {{{Kind::kStart, "2026-11-23T10:00"},
        {Kind::kPause, "2026-11-23T11:00"},
        {Kind::kStart, "2026-11-23T16:30"}},
       2h,
       "2026-11-23T17:30",
       "2026-11-23T17:30"},
      {{{Kind::kStart, "2026-11-23T10:00"},
        {Kind::kPause, "2026-11-23T11:00"},
        {Kind::kStart, "2026-11-23T16:30"}},
       30min,
       "2026-11-23T10:30",
       "2026-11-23T10:30"},  // it was due before the pause
      {{{Kind::kStart, "2026-11-23T10:00"}, {Kind::kPause, "2026-11-23T11:00"}},
       2h,
       "never",
       "never"},
      {{{Kind::kStart, "2026-11-23T10:00"}, {Kind::kStop, "2026-11-23T11:00"}},
       2h,
       "never",
       "never"},
      // Nothing is due later of a clock that was stopped, not even what it had reached.
      {{{Kind::kStart, "2026-11-23T10:00"}, {Kind::kStop, "2026-11-23T11:00"}},
       30min,
       "never",
       "never"},
      {{{Kind::kStart, "2026-11-28T10:00"}}, 0h, "2026-11-28T10:00", "2026-11-28T10:00"},
  };
  for (const Row& row : rows) {
    INFO(row.events.size() << " events, " << FormatDuration(row.amount));
    CHECK(Wall(Log(row.events).DueAt(kAlways, row.amount)) == row.always);
    CHECK(Wall(Log(row.events).DueAt(kWorking, row.amount)) == row.working);
  }
}

TEST_CASE("what changes nothing leaves no event, and a reopened clock goes on") {
  ClockLog log;
  log.Pause(China("2026-11-23T09:00"));
  log.Stop(China("2026-11-23T09:00"));
  CHECK(log.events().empty());
  log.Start(China("2026-11-23T10:00"));
  log.Start(China("2026-11-23T10:30"));
  log.Stop(China("2026-11-23T11:00"));
  log.Stop(China("2026-11-23T12:00"));
  log.Pause(China("2026-11-23T12:00"));
  CHECK(log.events().size() == 2);
  CHECK(log.IsStopped());
  log.Start(China("2026-11-23T14:00"));
  CHECK(log.IsRunning());
  CHECK(log.Spent(kAlways, China("2026-11-23T15:00")) == 2h);
}

TEST_CASE("an event that claims to be earlier than the last one takes no time back") {
  ClockLog log;
  log.Start(China("2026-11-23T10:00"));
  log.Pause(China("2026-11-23T08:00"));
  CHECK(log.Spent(kAlways, China("2026-11-23T20:00")) == 0h);
  CHECK(ClockLog(log.events()) == log);
}

TEST_CASE("a calendar without working time makes no clock due") {
  const WorkingCalendar never({.from = 9h, .to = 9h}, 8h);
  const ClockLog log = Log({{Kind::kStart, "2026-11-23T10:00"}});
  CHECK(log.DueAt(TimeBase(never, true), 1h) == std::nullopt);
}

TEST_CASE("amounts keep whole days, which are working days on a clock of working time") {
  CHECK(ParseClockAmount("30m").value() == ClockAmount{30min, 0});
  CHECK(ParseClockAmount("24h").value() == ClockAmount{24h, 0});
  CHECK(ParseClockAmount("2d").value() == ClockAmount{0h, 2});
  CHECK(ParseClockAmount("367d").has_error());
  CHECK(ParseClockAmount("soon").has_error());
  CHECK(kAlways.LengthOf({0h, 2}) == 48h);
  CHECK(kWorking.LengthOf({0h, 2}) == 17h);
  CHECK(kWorking.LengthOf({24h, 0}) == 24h);
  for (const char* text : {"0s", "30m", "24h", "36h", "1d", "3d"}) {
    INFO(text);
    CHECK(FormatClockAmount(ParseClockAmount(text).value()) == text);
  }
}

TEST_CASE("shares of a goal are exact, and of a year, too") {
  CHECK(ShareOf(4h, 75) == 3h);
  CHECK(ShareOf(4h, 100) == 4h);
  CHECK(ShareOf(std::chrono::days(366), 100) == std::chrono::days(366));
  CHECK(ShareOf(Duration(7), 75) == Duration(5));
}

}  // namespace xunjian
