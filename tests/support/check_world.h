#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/process_runner.h"
#include "checks/api/check_result.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/engine/read_context.h"
#include "tests/support/fake_chrony.h"
#include "tests/support/fake_kernel_clock.h"
#include "tests/support/fixture_file_system.h"
#include "tests/support/manual_clock.h"

namespace xunjian {

// Answers every run with what the test set, and keeps what was asked.
class FakeProcessRunner final : public ProcessRunner {
 public:
  Result<ProcessOutcome> Run(const ProcessSpec& spec) override {
    asked = spec;
    return answer;
  }

  Result<ProcessOutcome> answer = ProcessOutcome{};
  std::optional<ProcessSpec> asked;
};

// A host as a read sees it: empty until the test puts something into it.
struct CheckWorld {
  FixtureFileSystem files;
  SystemClock clock;
  FakeProcessRunner processes;
  FakeKernelClock kernel_clock;
  FakeChrony chrony;
  PluginAllowList plugins;
  std::optional<Baseline> baseline;
  Duration timeout = std::chrono::seconds(5);

  ReadContext Context() {
    return {files,   clock,  processes, kernel_clock, plugins, baseline ? &*baseline : nullptr,
            timeout, &chrony};
  }
};

// What a judge is told beside the newest reading.
struct JudgeCase {
  Parameters parameters;
  ThresholdOverrides thresholds;
  std::optional<Baseline> baseline;
  std::map<std::string, Outcome, std::less<>> previous;
  std::optional<Observation> before;  // the run a minute earlier
  Timestamp at = ManualClock::kStart;
  Duration uptime = std::chrono::hours(24);
};

// The reading judged as the runner would.
CheckResult Judged(const CheckType& check, const Reading& reading, const JudgeCase& more = {});

// Read and judged.
CheckResult Inspected(const CheckType& check, ReadFunction read, CheckWorld& world,
                      const JudgeCase& more = {});

// The item of that name; a test failure when there is none.
const ItemResult& ItemOf(const CheckResult& result, std::string_view item);

}  // namespace xunjian
