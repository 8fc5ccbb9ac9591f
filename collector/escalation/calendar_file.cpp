#include "collector/escalation/calendar_file.h"

#include <set>

#include "collector/escalation/read_parsed.h"

namespace xunjian {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using DayKind = WorkingCalendar::DayKind;

constexpr std::string_view kSchema = "xunjian.calendar/1";
constexpr std::size_t kMaxText = 1 << 18;  // bytes
constexpr std::chrono::days kLongestRange(31);

WorkingCalendar ReadHours(TomlTable& root) {
  TomlTable hours = root.Table("hours");
  using std::chrono::minutes;
  WorkingCalendar::Hours read;
  read.from = ReadParsed<minutes>(hours, "from", "09:00", ParseTimeOfDay);
  read.to = ReadParsed<minutes>(hours, "to", "17:30", ParseTimeOfDay);
  if (read.from >= read.to) {
    hours.Problem("to", Text{"work must end after it begins, on the same day",
                             "下班时刻必须晚于同一天的上班时刻"});
  }
  return WorkingCalendar(read, ReadParsed<minutes>(root, "utc_offset", "+08:00", ParseUtcOffset));
}

// The days of one [[year]], each told what is wrong with it.
class YearReader {
 public:
  YearReader(TomlTable table, WorkingCalendar& calendar) : table_(table), calendar_(calendar) {
    year_ = std::chrono::year(static_cast<int>(table_.Integer("year", 2000, {2000, 2200})));
    if (!table_.Has("year")) table_.Problem("", Text{"'year' is missing", "缺少“year”"});
  }

  std::chrono::year year() const { return year_; }

  void Read() {
    table_.String("source", "");  // for people: where the days were announced
    ReadDays("holidays", DayKind::kHoliday);
    ReadDays("workdays", DayKind::kWorkday);
    if (table_.Strings("holidays").empty()) {
      table_.Problem("", Text{"a year has 'holidays'", "每一年都应有“holidays”"});
    }
  }

  void Problem(Text text) { table_.Problem("year", text); }

 private:
  void ReadDays(std::string_view key, DayKind kind) {
    for (const std::string& text : table_.Strings(key)) {
      const Result<DayRange> range = ParseDayRange(text);
      if (!range) {
        table_.Problem(key, range.error().message());
      } else if (range->last - range->first > kLongestRange) {
        table_.Problem(key, Format({"'{}' is longer than a month", "“{}”超过一个月"}, text));
      } else {
        SetDays(key, *range, kind);
      }
    }
  }

  void SetDays(std::string_view key, DayRange range, DayKind kind) {
    for (sys_days day = range.first; day <= range.last; day += std::chrono::days(1)) {
      if (const auto wrong = WhatIsWrong(day, kind)) {
        table_.Problem(key, Format(*wrong, FormatDay(day)));
      } else {
        calendar_.SetDay(year_month_day(day), kind);
      }
    }
  }

  std::optional<Text> WhatIsWrong(sys_days day, DayKind kind) {
    if (year_month_day(day).year() != year_) {
      return Text{"{} is a day of another year", "{} 不属于这一年"};
    }
    if (!seen_.insert(day).second) return Text{"{} stands here twice", "{} 重复出现"};
    const bool weekend = std::chrono::weekday(day).iso_encoding() > 5;
    if (kind == DayKind::kWorkday && !weekend) {
      return Text{"{} is no weekend: it is a workday without being made up",
                  "{} 不是周末：无需调休即为工作日"};
    }
    return std::nullopt;
  }

  TomlTable table_;
  WorkingCalendar& calendar_;
  std::chrono::year year_{2000};
  std::set<sys_days> seen_;
};

void ReadYears(TomlTable& root, WorkingCalendar& calendar) {
  std::set<std::chrono::year> seen;
  for (TomlTable& table : root.Tables("year")) {
    YearReader reader(table, calendar);
    if (!seen.insert(reader.year()).second) {
      reader.Problem({"this year stands here twice", "这一年重复出现"});
    }
    reader.Read();
  }
}

MonthlyFiling ReadMonthly(TomlTable& table) {
  MonthlyFiling rule;
  rule.first_day = static_cast<unsigned>(table.Integer("first_day", 1, {1, 31}));
  rule.last_day = static_cast<unsigned>(table.Integer("last_day", 15, {1, 31}));
  rule.over_holidays = table.Boolean("over_holidays", true);
  if (rule.last_day < rule.first_day) {
    table.Problem("last_day", Text{"it ends before it begins", "结束日早于开始日"});
  }
  return rule;
}

FilingPeriod ReadFiling(TomlTable& table, std::set<std::string>& taken) {
  FilingPeriod period;
  period.name = table.RequiredString("name");
  if (!period.name.empty() && !taken.insert(period.name).second) {
    table.Problem("name", Text{"there is another period of this name", "另有同名的征收期"});
  }
  period.site = table.String("site", "");
  if (!table.Has("dates")) {
    period.when = ReadMonthly(table);
    return period;
  }
  const auto range = ReadRequired<DayRange>(table, "dates", ParseDayRange);
  if (range) period.when = *range;
  return period;
}

}  // namespace

Result<CalendarFile> ParseCalendar(std::string_view text, const std::string& file_name) {
  Result<TomlFile> file = OpenSchema(text, file_name, kSchema, kMaxText);
  if (!file) return file.error();
  TomlTable root = file->root();
  CalendarFile calendar;
  calendar.name = root.RequiredName("name");
  calendar.working = ReadHours(root);
  ReadYears(root, calendar.working);
  std::set<std::string> taken;
  for (TomlTable& table : root.Tables("filing")) {
    calendar.filing.push_back(ReadFiling(table, taken));
  }
  if (auto finished = file->Finish(); !finished) return finished.error();
  return calendar;
}

}  // namespace xunjian
