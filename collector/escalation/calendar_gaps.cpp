#include "collector/escalation/calendar_file.h"

namespace xunjian {
namespace {

std::chrono::year YearOf(std::chrono::sys_days day) {
  return std::chrono::year_month_day(day).year();
}

CalendarGap Gap(const std::string& calendar, std::chrono::year year) {
  return {year,
          Format({"calendar '{}' has no holidays and make-up workdays of {}: Monday to Friday "
                  "count as workdays, all of them",
                  "日历“{}”缺少 {} 年的节假日和调休数据：暂按周一至周五全部为工作日计算"},
                 calendar, static_cast<int>(year))};
}

}  // namespace

std::vector<CalendarGap> FindCalendarGaps(const CalendarFile& calendar, Timestamp now,
                                          std::chrono::days ahead) {
  std::vector<CalendarGap> gaps;
  const std::chrono::sys_days today = calendar.working.LocalDay(now);
  const std::chrono::year last = YearOf(today + ahead);
  for (std::chrono::year year = YearOf(today); year <= last; ++year) {
    if (!calendar.working.CoversYear(year)) gaps.push_back(Gap(calendar.name, year));
  }
  return gaps;
}

}  // namespace xunjian
