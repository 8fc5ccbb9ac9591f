#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/process_runner.h"

namespace xunjian {

// Private to base_system: the forked process between the caller and the program it runs.

// What the keeper (or the program before its execve) tells the caller, one struct a write.
struct KeeperReport {
  enum class Kind : int { kCannotFork, kCannotEnterFolder, kCannotExecute, kEnded, kAllGone };
  Kind kind;
  int value;  // errno; for kEnded the status of waitpid(2)
};

// What the caller tells the keeper; closing the pipe says "kill everything".
inline constexpr char kTerminateCommand = 'T';

// How long the keeper tries to kill and reap before it gives up on a process stuck in the kernel.
inline constexpr int kKillTriesMs = 700;

// Prepared before the fork, because nothing may be allocated after it.
class ExecutionPlan {
 public:
  ExecutionPlan(const ProcessSpec& spec, const std::string& mark);

  const char* folder() const { return folder_.c_str(); }
  char* const* arguments() const { return arguments_.data(); }
  char* const* environment() const { return environment_.data(); }
  unsigned long cpu_seconds() const { return cpu_seconds_; }

 private:
  std::string folder_;
  std::vector<std::string> texts_;  // what the pointers point at
  std::vector<char*> arguments_;
  std::vector<char*> environment_;
  unsigned long cpu_seconds_;
};

// The keeper's ends of the pipes, all >= kFirstFreeFd.
struct KeeperDescriptors {
  int null;
  int output;
  int errors;
  int reports;
  int control;
};
inline constexpr int kFirstFreeFd = 6;

// The keeper's whole life. Called in the forked child with every signal blocked; makes only
// async-signal-safe calls.
[[noreturn]] void KeepProcess(const ExecutionPlan& plan, const KeeperDescriptors& descriptors);

}  // namespace xunjian
