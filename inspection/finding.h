#pragma once

#include "inspection/report_model.h"

namespace xunjian {

// What a reader needs to act on a row: the limit that was crossed and its source, from the reason's
// arguments and the check's catalogue entry; effect and advice. `check` may be null.
Finding MakeFinding(const ReportRow& row, std::span<const Argument> arguments, Risk risk,
                    const CheckType* check, Language language);

}  // namespace xunjian
