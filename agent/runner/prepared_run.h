#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "agent/runner/check_executor.h"

namespace xunjian {

// One assignment on its way through an executor: what it needs to be read and judged, or the result
// that says why it cannot be. Immutable.
struct PreparedRun {
  Assignment assignment;
  const CheckType* type = nullptr;  // null when `refused` is set
  ReadFunction read = nullptr;
  std::optional<NotRead> refused;
};

// Unknown check → UNKNOWN "unknown_check"; wrong parameters → UNKNOWN "unparsable"; a missing
// required parameter → NOT_APPLICABLE "no_target".
std::shared_ptr<const PreparedRun> PrepareRun(const CheckLookup& checks,
                                              const Assignment& assignment);

// A reading and when it was taken.
struct TimedReading {
  boost::system::result<Sample, NotRead> sample;
  Timestamp at;
  Duration duration{};
};

// Reads on the pool; `done` gets exactly one answer, on any thread.
void SubmitReading(const CheckExecutor::Parts& parts, std::shared_ptr<const PreparedRun> run,
                   std::function<void(TimedReading)> done);

CheckResult JudgedResult(const PreparedRun& run, const Window& window,
                         const RunHistory::Outcomes& previous, const TimedReading& reading);
CheckResult NotReadResult(const PreparedRun& run, const NotRead& not_read,
                          const TimedReading& reading);

}  // namespace xunjian
