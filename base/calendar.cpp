#include "base/calendar.h"

#include <algorithm>

namespace xunjian {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kDaysSearched = 5 * 366;

}  // namespace

WorkingCalendar::WorkingCalendar(Hours hours, std::chrono::minutes utc_offset)
    : hours_(hours), utc_offset_(utc_offset) {}

void WorkingCalendar::SetDay(year_month_day day, DayKind kind) { days_[sys_days(day)] = kind; }

bool WorkingCalendar::IsWorkday(year_month_day day) const {
  if (const auto found = days_.find(sys_days(day)); found != days_.end()) {
    return found->second == DayKind::kWorkday;
  }
  const unsigned weekday = std::chrono::weekday(sys_days(day)).iso_encoding();
  return weekday <= 5;
}

bool WorkingCalendar::IsHoliday(year_month_day day) const {
  const auto found = days_.find(sys_days(day));
  return found != days_.end() && found->second == DayKind::kHoliday;
}

bool WorkingCalendar::IsWorkingTime(Timestamp at) const {
  const Timestamp local = at + utc_offset_;
  const sys_days day = floor<days>(local);
  const Duration time = local - day;
  return IsWorkday(day) && time >= hours_.from && time < hours_.to;
}

bool WorkingCalendar::CoversYear(std::chrono::year year) const {
  const auto first = days_.lower_bound(sys_days(year / std::chrono::January / 1));
  return first != days_.end() && year_month_day(first->first).year() == year;
}

std::optional<std::chrono::year> WorkingCalendar::LastYear() const {
  if (days_.empty()) return std::nullopt;
  return year_month_day(days_.rbegin()->first).year();
}

Duration WorkingCalendar::WorkingDay() const {
  return std::max<Duration>(hours_.to - hours_.from, Duration::zero());
}

sys_days WorkingCalendar::LocalDay(Timestamp at) const { return floor<days>(at + utc_offset_); }

std::optional<WorkingCalendar::Span> WorkingCalendar::WorkingSpan(sys_days day) const {
  if (!IsWorkday(day) || hours_.from >= hours_.to) return std::nullopt;
  const Timestamp midnight = Timestamp(day) - utc_offset_;
  return Span{midnight + hours_.from, midnight + hours_.to};
}

Result<Timestamp> WorkingCalendar::AddWorkingTime(Timestamp from, Duration amount) const {
  if (amount <= Duration::zero()) return from;
  const sys_days first = floor<days>(from + utc_offset_);
  for (sys_days day = first; day < first + days(kDaysSearched); day += days(1)) {
    const auto span = WorkingSpan(day);
    if (!span) continue;
    const Timestamp begin = std::max(span->begin, from);
    const Duration available = std::max(span->end - begin, Duration::zero());
    if (amount <= available) return begin + amount;
    amount -= available;
  }
  return MakeError(ErrorCode::kInvalidArgument,
                   {"the calendar has too little working time in the next 5 years",
                    "日历在今后五年内没有足够的工作时间"});
}

Result<Timestamp> WorkingCalendar::NextWorkingTime(Timestamp at) const {
  constexpr Duration kLeast{1};
  const Result<Timestamp> worked = AddWorkingTime(at, kLeast);
  if (!worked) return worked.error();
  return *worked - kLeast;
}

Duration WorkingCalendar::WorkingTimeBetween(Timestamp from, Timestamp to) const {
  Duration sum{};
  for (sys_days day = floor<days>(from + utc_offset_); day <= floor<days>(to + utc_offset_);
       day += days(1)) {
    const auto span = WorkingSpan(day);
    if (!span) continue;
    const Duration overlap = std::min(span->end, to) - std::max(span->begin, from);
    sum += std::max(overlap, Duration::zero());
  }
  return sum;
}

}  // namespace xunjian
