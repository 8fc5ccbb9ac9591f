#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// Share of time in which tasks stood still for lack of the resource.
struct PressureLine {
  double average10 = 0;  // percent of the last 10 s
  double average60 = 0;
  double average300 = 0;
  double total = 0;  // seconds since boot
};

struct Pressure {
  PressureLine some;                 // at least one task stood still
  std::optional<PressureLine> full;  // all of them; absent for the CPU before kernel 5.13
};

// /proc/pressure/{cpu,memory,io}.
Result<Pressure> ParsePressure(std::string_view text);

}  // namespace xunjian
