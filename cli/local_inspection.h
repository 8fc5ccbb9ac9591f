#pragma once

#include <string>
#include <vector>

#include "agent/runner/boot_clock.h"
#include "agent/runner/read_pool.h"
#include "agent/runner/run_history.h"
#include "base/clock.h"
#include "base/file_system.h"
#include "base/process_runner.h"
#include "base/result.h"
#include "checks/api/assignment.h"
#include "checks/api/check_result.h"
#include "checks/engine/chrony_client.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/engine/read_context.h"

namespace xunjian {

// Runs checks on this machine, in this process, as the user who asks.
class LocalInspection {
 public:
  explicit LocalInspection(const Clock& clock) : clock_(clock) {}

  // Results in order; plugin.nagios once for every plugin that `plugins_folder` allows ("": none).
  Result<std::vector<CheckResult>> Run(const std::vector<Assignment>& assignments,
                                       const std::string& plugins_folder);

  // A read hangs in the kernel and still refers to this object: end by _exit, do not destroy it.
  bool Hangs() const { return pool_.abandoned() > 0; }

 private:
  const Clock& clock_;
  RootedFileSystem files_{"/"};
  SystemBootClock boot_{files_};
  PosixProcessRunner processes_;
  SystemKernelClock kernel_clock_;
  LocalChrony chrony_;
  PluginAllowList plugins_;
  RunHistory history_;
  ReadPool pool_;
  const ReadContext world_{.files = files_,
                           .clock = clock_,
                           .processes = processes_,
                           .kernel_clock = kernel_clock_,
                           .plugins = plugins_,
                           .chrony = &chrony_};
};

}  // namespace xunjian
