#include "collector/escalation/time_base.h"

#include <algorithm>

namespace xunjian {
namespace {

constexpr std::chrono::days kMost(366);

}  // namespace

Result<ClockAmount> ParseClockAmount(std::string_view text) {
  const Result<Duration> duration = ParseDuration(text);
  if (!duration) return duration.error();
  if (*duration > kMost) {
    return MakeError(ErrorCode::kInvalidArgument, {"'{}' is longer than a year", "“{}”超过一年"},
                     text);
  }
  // 24h is not 1d here: a day of working time is shorter.
  if (!text.ends_with('d')) return ClockAmount{*duration, 0};
  return ClockAmount{Duration::zero(), static_cast<int>(*duration / std::chrono::days(1))};
}

std::string FormatClockAmount(const ClockAmount& amount) {
  if (amount.days != 0) return fmt::format("{}d", amount.days);
  const bool whole_days =
      amount.time > Duration::zero() && amount.time % std::chrono::days(1) == Duration::zero();
  if (whole_days) return fmt::format("{}h", amount.time / std::chrono::hours(1));
  return FormatDuration(amount.time);
}

Duration TimeBase::LengthOf(const ClockAmount& amount) const {
  const Duration day = working_time_ ? calendar_->WorkingDay() : std::chrono::days(1);
  return amount.time + amount.days * day;
}

Duration TimeBase::Between(Timestamp from, Timestamp to) const {
  if (working_time_) return calendar_->WorkingTimeBetween(from, to);
  return std::max(to - from, Duration::zero());
}

std::optional<Timestamp> TimeBase::Add(Timestamp from, Duration amount) const {
  if (!working_time_) return from + std::max(amount, Duration::zero());
  const Result<Timestamp> at = calendar_->AddWorkingTime(from, amount);
  if (!at) return std::nullopt;
  return *at;
}

}  // namespace xunjian
