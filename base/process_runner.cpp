#include "base/process_runner.h"

#include <sys/wait.h>

#include <algorithm>

#include "base/ids.h"
#include "process_mark.h"
#include "process_watch.h"

namespace xunjian {
namespace {

bool HoldsNul(const std::string& text) { return text.find('\0') != std::string::npos; }

Result<void> Validate(const ProcessSpec& spec) {
  if (spec.argv.empty() || !spec.argv.front().starts_with('/')) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"a program must be named by an absolute path", "程序必须用绝对路径指定"});
  }
  if (std::any_of(spec.argv.begin(), spec.argv.end(), HoldsNul) ||
      std::any_of(spec.environment.begin(), spec.environment.end(), HoldsNul)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"an argument of {} holds a NUL byte", "{} 的参数含有 NUL 字节"},
                     spec.argv.front());
  }
  return Ok();
}

Result<void> StartError(const ProcessSpec& spec, const KeeperReport& report) {
  switch (report.kind) {
    case KeeperReport::Kind::kCannotFork:
      return ErrnoError(report.value, {"cannot fork", "无法创建进程"});
    case KeeperReport::Kind::kCannotEnterFolder:
      return ErrnoError(report.value,
                        Format({"cannot enter {}", "无法进入目录 {}"}, spec.working_folder));
    case KeeperReport::Kind::kCannotExecute:
      return ErrnoError(report.value, Format({"cannot start {}", "无法启动 {}"}, spec.argv[0]));
    case KeeperReport::Kind::kEnded:
    case KeeperReport::Kind::kAllGone:
      break;
  }
  return Ok();
}

void SetEnd(ProcessOutcome& outcome, bool in_time, const std::optional<KeeperReport>& report) {
  if (!in_time) {
    outcome.end = ProcessOutcome::End::kTimedOut;
  } else if (report && WIFEXITED(report->value)) {
    outcome.end = ProcessOutcome::End::kExited;
    outcome.exit_code = WEXITSTATUS(report->value);
  } else {
    // Without a report the program killed its keeper, and then the mark found the program.
    outcome.end = ProcessOutcome::End::kSignalled;
    outcome.signal = report ? WTERMSIG(report->value) : SIGKILL;
  }
}

void TakeOutput(ProcessOutcome& outcome, ProcessWatch& watch) {
  outcome.output = std::move(watch.output().text);
  outcome.errors = std::move(watch.errors().text);
  outcome.output_bytes = watch.output().bytes;
  outcome.errors_bytes = watch.errors().bytes;
}

}  // namespace

Result<ProcessOutcome> PosixProcessRunner::Run(const ProcessSpec& spec) {
  if (auto valid = Validate(spec); !valid) return valid.error();
  const auto started = std::chrono::steady_clock::now();
  const std::string mark = "XUNJIAN_RUN=" + RandomId();
  auto process = SpawnKept(spec, mark);
  if (!process) return process.error();

  ProcessWatch watch(spec, std::move(*process));
  const bool in_time = watch.WaitForEnd(spec.time_limit);
  const std::optional<KeeperReport> report = watch.report();
  if (!in_time) {
    watch.Terminate();
    watch.WaitForEnd(spec.kill_grace);
  }
  const Duration wall = std::chrono::steady_clock::now() - started;
  watch.EndEverything();
  if (!watch.all_gone()) KillMarked(mark);
  if (report) {
    if (auto start = StartError(spec, *report); !start) return start.error();
  }

  ProcessOutcome outcome;
  SetEnd(outcome, in_time, report);
  TakeOutput(outcome, watch);
  outcome.wall = wall;
  return outcome;
}

}  // namespace xunjian
