#include "tests/support/check_world.h"

#include <algorithm>
#include <stdexcept>

namespace xunjian {

CheckResult Judged(const CheckType& check, const Reading& reading, const JudgeCase& more) {
  if (!reading) return ResultOf(check.id, reading.error(), more.at, Duration{});
  Window window;
  if (more.before) {
    const Duration minute = std::chrono::minutes(1);
    window.last_run = Sample{more.at - minute, more.uptime - minute, "boot", *more.before};
  }
  window.samples.push_back({more.at, more.uptime, "boot", *reading});
  const JudgeInput input{window, more.previous, more.parameters, more.thresholds,
                         more.baseline ? &*more.baseline : nullptr};
  return ResultOf(check.id, *reading, check.judge(input), more.at, Duration{});
}

CheckResult Inspected(const CheckType& check, ReadFunction read, CheckWorld& world,
                      const JudgeCase& more) {
  return Judged(check, read(world.Context(), more.parameters), more);
}

const ItemResult& ItemOf(const CheckResult& result, std::string_view item) {
  const auto found =
      std::find_if(result.items.begin(), result.items.end(),
                   [item](const ItemResult& one) { return one.observed.item == item; });
  if (found == result.items.end()) throw std::logic_error("no item " + std::string(item));
  return *found;
}

}  // namespace xunjian
