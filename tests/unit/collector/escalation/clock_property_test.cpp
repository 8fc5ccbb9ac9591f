#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "collector/escalation/clock_log.h"
#include "random_time.h"

namespace xunjian {
namespace {

using std::chrono::hours;

struct Script {
  ClockLog log;
  Timestamp end;  // of its last event
};

// Starts, pauses and stops in any order; now and then one that claims to be earlier than the last.
Script AnyScript() {
  Script script;
  script.end = *AnyMoment();
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    const Duration step = *AnyDuration(hours(72));
    const Timestamp at = *rc::gen::inRange(0, 8) == 0 ? script.end - step : script.end + step;
    script.end = std::max(script.end, at);
    const int what = *rc::gen::inRange(0, 7);
    if (what < 3) script.log.Start(at);
    if (what >= 3 && what < 6) script.log.Pause(at);
    if (what == 6) script.log.Stop(at);
  }
  return script;
}

}  // namespace

TEST_CASE("clocks: properties that hold for any log") {
  CHECK(rc::check("what is spent never shrinks, is never negative, never more than has passed", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const TimeBase base(calendar, *rc::gen::arbitrary<bool>());
    const Script script = AnyScript();
    const Timestamp first = *AnyMoment();
    const Duration step = *AnyDuration(hours(200));
    const Duration before = script.log.Spent(base, first);
    const Duration after = script.log.Spent(base, first + step);
    RC_ASSERT(before >= Duration::zero());
    RC_ASSERT(after >= before);
    RC_ASSERT(after - before <= step);
  }));
  CHECK(rc::check("running and pausing add up to the time since the first start", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const TimeBase base(calendar, *rc::gen::arbitrary<bool>());
    const Script script = AnyScript();
    RC_PRE(!script.log.events().empty());
    const Timestamp now = script.end + *AnyDuration(hours(48));
    // The same log with running and pausing exchanged.
    ClockLog paused;
    bool runs = false;
    for (const auto& event : script.log.events()) {
      const bool starts = event.kind == ClockLog::Kind::kStart;
      if (starts && runs) continue;
      runs = starts;
      starts ? paused.Pause(event.at) : paused.Start(event.at);
    }
    const Timestamp begin = script.log.events().front().at;
    RC_ASSERT(script.log.Spent(base, now) + paused.Spent(base, now) == base.Between(begin, now));
  }));
  CHECK(rc::check("a pause that takes no time changes nothing", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const TimeBase base(calendar, *rc::gen::arbitrary<bool>());
    ClockLog whole;
    whole.Start(*AnyMoment());
    ClockLog split = whole;
    Timestamp at = whole.events().back().at;
    const int cuts = *rc::gen::inRange(1, 6);
    for (int i = 0; i < cuts; ++i) {
      at += *AnyDuration(hours(72));
      split.Pause(at);
      split.Start(at);
    }
    const Duration goal = *AnyDuration(hours(500));
    RC_ASSERT((split.DueAt(base, goal) == whole.DueAt(base, goal)));
    RC_ASSERT(split.Spent(base, at + goal) == whole.Spent(base, at + goal));
  }));
  CHECK(rc::check("when a clock is due it has spent its goal, and a moment before it had not", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const TimeBase base(calendar, *rc::gen::arbitrary<bool>());
    const Script script = AnyScript();
    const Duration goal = *AnyDuration(hours(200)) + std::chrono::seconds(1);
    const auto due = script.log.DueAt(base, goal);
    RC_ASSERT(due.has_value() == script.log.IsRunning());
    if (!due) return;
    RC_ASSERT(script.log.Spent(base, *due) == goal);
    RC_ASSERT(script.log.Spent(base, *due - Duration(1)) < goal);
  }));
  CHECK(rc::check("a graver goal is due no later, and the old one again is the old moment", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const TimeBase base(calendar, *rc::gen::arbitrary<bool>());
    const Script script = AnyScript();
    RC_PRE(script.log.IsRunning());
    const Duration goal = *AnyDuration(hours(200));
    const Duration graver = goal / 2;
    const auto before = script.log.DueAt(base, goal);
    RC_ASSERT((script.log.DueAt(base, graver) <= before));
    RC_ASSERT((script.log.DueAt(base, ShareOf(goal, 75)) <= before));
    RC_ASSERT((script.log.DueAt(base, goal) == before));
  }));
  CHECK(rc::check("a log that was stored is the log", [] {
    const Script script = AnyScript();
    RC_ASSERT(ClockLog(script.log.events()) == script.log);
  }));
}

}  // namespace xunjian
