#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace xunjian {

struct ProcessSpec {
  std::vector<std::string> argv;                           // [0] is an absolute path; no shell
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8"};
  std::string working_folder = "/";
  Duration time_limit = std::chrono::seconds(10);
  std::size_t output_limit = 64 << 10;                     // bytes kept of each of stdout and stderr
  Duration kill_grace = std::chrono::seconds(1);           // between TERM and KILL
};

struct ProcessOutcome {
  enum class End { kExited, kSignalled, kTimedOut };
  End end = End::kExited;
  int exit_code = 0;   // when kExited
  int signal = 0;      // when kSignalled
  std::string output;  // stdout, cut at the limit
  std::string errors;  // stderr, cut at the limit
  std::uint64_t output_bytes = 0;  // what the program wrote to stdout, kept or not
  std::uint64_t errors_bytes = 0;
  Duration wall{};
};

// Runs a program to its end. Thread-safe; blocks at most time_limit + kill_grace + 1 s.
class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  // An error only when the program could not be started (kNotFound, kPermissionDenied, …).
  virtual Result<ProcessOutcome> Run(const ProcessSpec& spec) = 0;
};

// fork, a session of its own, closed descriptors, no-new-privileges, rlimits, execve. At the time
// limit, or when the program ends before its children, everything it started is killed: the process
// group, and what left the group (setsid, double fork) by the run's mark in its environment; the
// caller's process becomes a child subreaper for that.
class PosixProcessRunner final : public ProcessRunner {
 public:
  PosixProcessRunner();
  Result<ProcessOutcome> Run(const ProcessSpec& spec) override;
};

}  // namespace xunjian
