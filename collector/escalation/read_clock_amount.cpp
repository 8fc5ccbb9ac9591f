#include "collector/escalation/read_clock_amount.h"

namespace xunjian {

std::optional<ClockAmount> ReadClockAmount(TomlTable& table, std::string_view key) {
  if (!table.Has(key)) return std::nullopt;
  const Result<ClockAmount> amount = ParseClockAmount(table.String(key, "1h"));
  if (amount) return *amount;
  table.Problem(key, amount.error().message());
  return std::nullopt;
}

ClockAmount ReadGoal(TomlTable& table, std::string_view key) {
  const ClockAmount instead{std::chrono::hours(1), 0};
  if (!table.Has(key)) {
    table.Problem("", Format({"'{}' is missing", "缺少“{}”"}, key));
    return instead;
  }
  const std::optional<ClockAmount> amount = ReadClockAmount(table, key);
  if (amount == ClockAmount{}) {
    table.Problem(key, Text{"a goal is more than nothing", "时限必须大于零"});
  }
  return amount.value_or(instead);
}

}  // namespace xunjian
