#pragma once

#include <vector>

#include "proto/words/operator_words.h"

namespace xunjian {

// The newest results as a report may show them: what is overdue is not known any more, so those
// items become UNKNOWN "overdue", and an overdue state without any result gets one. Silence is
// never shown as health.
std::vector<CheckResult> WithOverdue(std::vector<CheckResult> results,
                                     const std::vector<StateRow>& states);

}  // namespace xunjian
