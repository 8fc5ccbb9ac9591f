#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace xunjian {

struct ProcessSpec {
  std::vector<std::string> argv;  // [0] is an absolute path; no shell
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8"};
  std::string working_folder = "/";
  Duration time_limit = std::chrono::seconds(10);
  std::size_t output_limit = 64 << 10;            // bytes kept of each of stdout and stderr
  Duration kill_grace = std::chrono::seconds(1);  // between TERM and KILL
};

struct ProcessOutcome {
  enum class End { kExited, kSignalled, kTimedOut };
  End end = End::kExited;
  int exit_code = 0;               // when kExited
  int signal = 0;                  // when kSignalled
  std::string output;              // stdout, cut at the limit
  std::string errors;              // stderr, cut at the limit
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

// Each run has a keeper: a forked process that is the child subreaper of the program and of
// whatever it starts, so nothing leaves the run by setsid or a double fork. The program gets a
// session of its own, closed descriptors, stdin from /dev/null, no-new-privileges, rlimits and the
// given environment plus XUNJIAN_RUN=<random>. At the time limit, when the program ends before its
// children, and when the caller dies, everything of the run is killed. Linux >= 5.9.
class PosixProcessRunner final : public ProcessRunner {
 public:
  Result<ProcessOutcome> Run(const ProcessSpec& spec) override;
};

}  // namespace xunjian
