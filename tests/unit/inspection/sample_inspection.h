#pragma once

#include "inspection/report_model.h"

namespace xunjian {

// A host with one of everything: critical, warning, info, good, denied, unknown, not applicable.
ReportInput SampleInspection();

// A catalogue of the test's own, so that the reports do not move with the real one.
const CheckType* FindSampleCheck(std::string_view id);

// One result of one item.
CheckResult SampleResult(std::string check, std::string item, Outcome outcome, std::string code,
                         std::vector<Argument> arguments = {});

}  // namespace xunjian
