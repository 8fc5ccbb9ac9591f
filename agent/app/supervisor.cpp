#include "agent/app/supervisor.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>

namespace xunjian {
namespace {

struct Child {
  const SupervisedProgram* program = nullptr;
  pid_t pid = 0;  // 0: not running
  SteadyTime started{};
  SteadyTime restart_at{};
  Duration wait{};
};

// Only async-signal-safe calls between fork and exec.
[[noreturn]] void BecomeProgram(char* const* argv, pid_t parent, const sigset_t& no_signals) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it died before the line above
  setpgid(0, 0);  // Ctrl-C is for the supervisor, which stops its programs in order
  sigprocmask(SIG_SETMASK, &no_signals, nullptr);
  execv(argv[0], argv);
  _exit(127);
}

std::string HowItEnded(int status) {
  if (WIFEXITED(status)) return fmt::format("exit {}", WEXITSTATUS(status));
  return fmt::format("signal {}", WTERMSIG(status));
}

class Supervisor {
 public:
  Supervisor(const std::vector<SupervisedProgram>& programs, const SupervisorOptions& options,
             const Clock& clock, Logger& logger)
      : options_(options), clock_(clock), logger_(logger) {
    for (const SupervisedProgram& program : programs) {
      children_.push_back({&program, 0, {}, clock.Steady(), options.first_restart});
    }
    sigemptyset(&signals_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&signals_, signal);
  }

  Result<void> Run() {
    if (sigprocmask(SIG_BLOCK, &signals_, nullptr) != 0) {
      return ErrnoError(errno, {"cannot take signals", "无法接管信号"});
    }
    for (;;) {
      Reap();
      StartDue();
      const int signal = WaitForSignal(NextRestart());
      if (signal != SIGCHLD && signal != 0) break;
    }
    for (Child& child : children_) Stop(child);
    return Ok();
  }

 private:
  void StartDue() {
    for (Child& child : children_) {
      if (child.pid == 0 && child.restart_at <= clock_.Steady()) Start(child);
    }
  }

  void Start(Child& child) {
    std::vector<char*> argv;
    for (const std::string& word : child.program->argv)
      argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    sigset_t no_signals;
    sigemptyset(&no_signals);
    const pid_t parent = getpid();
    child.started = clock_.Steady();
    const pid_t pid = fork();
    if (pid == 0) BecomeProgram(argv.data(), parent, no_signals);
    if (pid < 0) return Postpone(child, "cannot fork");
    child.pid = pid;
    logger_.Info("child started", {{"program", child.program->name}, {"pid", pid}});
  }

  void Reap() {
    int status = 0;
    for (pid_t pid = 0; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
      const auto child = std::ranges::find(children_, pid, &Child::pid);
      if (child == children_.end()) continue;
      child->pid = 0;
      Postpone(*child, HowItEnded(status));
    }
  }

  void Postpone(Child& child, const std::string& why) {
    const SteadyTime now = clock_.Steady();
    if (now - child.started >= options_.steady_after) child.wait = options_.first_restart;
    child.restart_at = now + child.wait;
    logger_.Warning("child ended", {{"program", child.program->name},
                                    {"how", why},
                                    {"restart_in", FormatDuration(child.wait)}});
    child.wait = std::min(child.wait * 2, options_.last_restart);
  }

  std::optional<SteadyTime> NextRestart() const {
    std::optional<SteadyTime> next;
    for (const Child& child : children_) {
      if (child.pid == 0) next = std::min(next.value_or(child.restart_at), child.restart_at);
    }
    return next;
  }

  // 0 when the time came first.
  int WaitForSignal(std::optional<SteadyTime> until) const {
    if (!until) return std::max(0, sigwaitinfo(&signals_, nullptr));
    const Duration left = std::max(Duration::zero(), *until - clock_.Steady());
    const timespec limit{static_cast<time_t>(left / std::chrono::seconds(1)),
                         static_cast<long>((left % std::chrono::seconds(1)).count())};
    return std::max(0, sigtimedwait(&signals_, nullptr, &limit));
  }

  void Stop(Child& child) {
    if (child.pid == 0) return;
    kill(child.pid, SIGTERM);
    const SteadyTime deadline = clock_.Steady() + options_.stop_grace;
    while (waitpid(child.pid, nullptr, WNOHANG) == 0) {
      if (clock_.Steady() >= deadline) {
        logger_.Warning("child killed", {{"program", child.program->name}});
        kill(child.pid, SIGKILL);
        waitpid(child.pid, nullptr, 0);
        break;
      }
      WaitForSignal(deadline);
    }
    child.pid = 0;
  }

  SupervisorOptions options_;
  const Clock& clock_;
  Logger& logger_;
  std::vector<Child> children_;
  sigset_t signals_{};
};

}  // namespace

Result<void> Supervise(const std::vector<SupervisedProgram>& programs,
                       const SupervisorOptions& options, const Clock& clock, Logger& logger) {
  return Supervisor(programs, options, clock, logger).Run();
}

}  // namespace xunjian
