#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "random_time.h"

namespace xunjian {

TEST_CASE("working time: properties that hold for any calendar and any moment") {
  CHECK(rc::check("what was added is what lies between", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const Timestamp from = *AnyMoment();
    const Duration amount = *AnyDuration(std::chrono::hours(400));
    const Timestamp to = calendar.AddWorkingTime(from, amount).value();
    RC_ASSERT(calendar.WorkingTimeBetween(from, to) == amount);
  }));
  CHECK(rc::check("adding is monotone, and twice is once the sum", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const Timestamp from = *AnyMoment();
    const Duration first = *AnyDuration(std::chrono::hours(100));
    const Duration second = *AnyDuration(std::chrono::hours(100));
    const Timestamp half = calendar.AddWorkingTime(from, first).value();
    const Timestamp whole = calendar.AddWorkingTime(from, first + second).value();
    RC_ASSERT(half <= whole);
    RC_ASSERT(calendar.AddWorkingTime(half, second).value() == whole);
  }));
  CHECK(rc::check("an interval cut anywhere weighs the same, and never less than nothing", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const Timestamp from = *AnyMoment();
    const Timestamp middle = from + *AnyDuration(std::chrono::hours(900));
    const Timestamp to = middle + *AnyDuration(std::chrono::hours(900));
    const Duration whole = calendar.WorkingTimeBetween(from, to);
    RC_ASSERT(whole >= Duration::zero());
    RC_ASSERT(whole <= to - from);
    RC_ASSERT(calendar.WorkingTimeBetween(from, middle) + calendar.WorkingTimeBetween(middle, to) ==
              whole);
  }));
  CHECK(rc::check("the next working time is the first there is", [] {
    const WorkingCalendar calendar = *AnyCalendar();
    const Timestamp at = *AnyMoment();
    const Timestamp next = calendar.NextWorkingTime(at).value();
    RC_ASSERT(next >= at);
    RC_ASSERT(calendar.IsWorkingTime(next));
    RC_ASSERT(calendar.WorkingTimeBetween(at, next) == Duration::zero());
  }));
}

}  // namespace xunjian
