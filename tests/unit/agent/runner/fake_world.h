#pragma once

#include "agent/runner/check_executor.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "tests/support/fixture_file_system.h"
#include "tests/support/manual_clock.h"

namespace xunjian {

class ManualBootClock final : public BootClock {
 public:
  BootMoment Now() const override { return moment; }
  BootMoment moment{std::chrono::hours(1), "boot-1"};
};

class NoKernelClock final : public KernelClock {
 public:
  Result<KernelClockReading> Read() const override {
    return MakeError(ErrorCode::kUnavailable, {"no kernel clock here", "此处没有内核时钟"});
  }
};

class NoProcesses final : public ProcessRunner {
 public:
  Result<ProcessOutcome> Run(const ProcessSpec&) override {
    return MakeError(ErrorCode::kPermissionDenied, {"no processes here", "此处不允许进程"});
  }
};

// A world of files and a table of fake checks (fake_checks.cpp).
struct FakeWorld {
  FixtureFileSystem files;
  ManualClock clock;
  NoProcesses processes;
  NoKernelClock kernel_clock;
  PluginAllowList plugins;
  ManualBootClock boot;
  ReadContext context{files, clock, processes, kernel_clock, plugins};
  ReadPool pool{{.workers = 4}};
  RunHistory history;
};

// "fake.counter": reads "/counter"; CRITICAL from 10 on; arguments tell what the judge was given.
// "fake.level": the same without a need for history. "fake.target": wants parameter "target".
// "fake.dirty": texts that break every rule of the wire.
CheckLookup FakeChecks();

}  // namespace xunjian
