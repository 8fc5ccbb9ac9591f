// Runs every built-in check that needs no target on this machine, again and again, and writes what
// they found: the fixture of bench_history (tests/fixtures/recorded-results). Usage:
//   record_results RUNS SECONDS-BETWEEN > results.bin
// The file holds results one after the other, each as size (varint) and bytes (EncodeResult).
#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>

#include "agent/runner/check_executor.h"
#include "base/file_system.h"
#include "checks/catalogue/catalogue.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "proto/columns/byte_reader.h"
#include "proto/convert/result_codec.h"

namespace {

using namespace xunjian;

std::vector<Assignment> AllAssignments() {
  std::vector<Assignment> all;
  for (const CheckType* check : AllChecks()) {
    Assignment assignment;
    assignment.id = "base-host/" + std::string(check->id);
    assignment.check = check->id;
    assignment.interval = std::chrono::seconds(30);
    all.push_back(std::move(assignment));
  }
  return all;
}

CheckResult Run(CheckExecutor& executor, const Assignment& assignment) {
  std::promise<CheckResult> done;
  auto result = done.get_future();
  executor.Execute(assignment, [&done](CheckResult found) { done.set_value(std::move(found)); });
  return result.get();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int runs = std::atoi(argv[1]);
  const std::chrono::seconds between(std::atoi(argv[2]));
  const SystemClock clock;
  const RootedFileSystem files("/");
  const SystemBootClock boot(files);
  PosixProcessRunner processes;
  const SystemKernelClock kernel_clock;
  const PluginAllowList plugins;
  const ReadContext world{files, clock, processes, kernel_clock, plugins};
  RunHistory history;
  ReadPool pool;
  CheckExecutor executor({world, boot, BuiltInChecks(), pool, history});
  const std::vector<Assignment> assignments = AllAssignments();
  for (int run = 0; run < runs; ++run) {
    std::string bytes;
    for (const Assignment& assignment : assignments) {
      PutBytes(bytes, EncodeResult(Run(executor, assignment)));
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) return 1;
    std::fflush(stdout);
    std::this_thread::sleep_for(between);
  }
  return 0;
}
