#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/process_runner.h"
#include "process_keeper.h"
#include "process_spawn.h"

namespace xunjian {

// Private to base_system: what a program writes, kept up to a limit and counted beyond it.
class BoundedOutput {
 public:
  BoundedOutput(UniqueFd fd, std::size_t limit) : fd_(std::move(fd)), limit_(limit) {}

  int fd() const { return fd_.get(); }  // -1 after the end
  bool ended() const { return !fd_; }
  void ReadSome();  // call when readable; reads at most 64 KiB

  std::string text;
  std::uint64_t bytes = 0;

 private:
  UniqueFd fd_;
  std::size_t limit_;
};

// Private to base_system: the caller's side of one run, from started to gone.
class ProcessWatch {
 public:
  ProcessWatch(const ProcessSpec& spec, KeptProcess process);
  ~ProcessWatch();  // the keeper is gone after it
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;

  // Reads and waits; true when the program ended or could not be started in time.
  bool WaitForEnd(Duration limit);
  void Terminate();
  // Kills the program and all it started, and reads what they had written; blocks for at most 0.9
  // s.
  void EndEverything();

  const std::optional<KeeperReport>& report() const { return report_; }
  bool all_gone() const { return all_gone_; }
  BoundedOutput& output() { return output_; }
  BoundedOutput& errors() { return errors_; }

 private:
  template <class Condition>
  bool PollUntil(Duration limit, Condition reached);
  void PollOnce(std::chrono::milliseconds wait);
  void ReadReport();

  pid_t keeper_;
  BoundedOutput output_;
  BoundedOutput errors_;
  UniqueFd reports_;
  UniqueFd control_;
  std::optional<KeeperReport> report_;  // the first: how the start or the program ended
  bool all_gone_ = false;
};

}  // namespace xunjian
