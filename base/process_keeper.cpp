#include "process_keeper.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "process_execute.h"

namespace xunjian {
namespace {

constexpr int kReportsFd = kReportsFdOfProgram;
constexpr int kControlFd = 4;
constexpr int kSignalFd = 5;

void Report(KeeperReport::Kind kind, int value) { SendKeeperReport(kReportsFd, kind, value); }

// Fixed numbers first, so that everything else (the caller's files, the pipes of other runs) can
// go.
void TakeDescriptors(const KeeperDescriptors& from) {
  ::dup2(from.null, STDIN_FILENO);
  ::dup2(from.output, STDOUT_FILENO);
  ::dup2(from.errors, STDERR_FILENO);
  ::dup3(from.reports, kReportsFd, O_CLOEXEC);
  ::dup3(from.control, kControlFd, O_CLOEXEC);
  ::close(kSignalFd);
  ::close_range(kFirstFreeFd, ~0U, 0);
  sigset_t children;
  ::sigemptyset(&children);
  ::sigaddset(&children, SIGCHLD);
  ::signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);  // the lowest free number is kSignalFd
}

// Else the caller would wait for the end of an output that the keeper itself holds open.
void ReleaseOutputs() {
  ::dup2(STDIN_FILENO, STDOUT_FILENO);
  ::dup2(STDIN_FILENO, STDERR_FILENO);
}

void ResetSignalHandlers() {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &standard, nullptr);
}

void ForgetSignals() {
  signalfd_siginfo ignored;
  while (::read(kSignalFd, &ignored, sizeof(ignored)) > 0) {
  }
}

// Reaps what ended; `program` becomes 0 and is reported when it is among them. False: no child
// left.
bool Reap(pid_t& program) {
  ForgetSignals();
  while (true) {
    int status = 0;
    const pid_t ended = ::waitpid(-1, &status, WNOHANG);
    if (ended < 0) return errno != ECHILD;
    if (ended == 0) return true;
    if (ended != program) continue;
    program = 0;
    Report(KeeperReport::Kind::kEnded, status);
  }
}

// Returns when the caller wants everything to end.
void Watch(pid_t& program) {
  std::array<pollfd, 2> watched{pollfd{kControlFd, POLLIN, 0}, pollfd{kSignalFd, POLLIN, 0}};
  while (true) {
    ::poll(watched.data(), watched.size(), -1);
    if (watched[1].revents != 0) Reap(program);
    if (watched[0].revents == 0) continue;
    char command = 0;
    if (::read(kControlFd, &command, 1) != 1 || command != kTerminateCommand) return;
    if (program != 0) ::kill(-program, SIGTERM);
  }
}

// Nobody but this process reaps them, so a pid that is read here cannot be somebody else's by now.
void KillChildren() {
  const int list = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (list < 0) return;
  std::array<char, 4096> text;
  const ssize_t length = ::read(list, text.data(), text.size());
  ::close(list);
  pid_t pid = 0;
  for (ssize_t i = 0; i < length; ++i) {
    const char c = text[static_cast<std::size_t>(i)];
    if (c >= '0' && c <= '9') {
      pid = pid * 10 + (c - '0');
    } else {
      if (pid > 0) ::kill(pid, SIGKILL);
      pid = 0;
    }
  }
}

std::int64_t NowMs() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1'000'000;
}

// Children of a killed process become ours, so the tree is taken down level by level.
[[noreturn]] void KillEverything(pid_t program) {
  const std::int64_t give_up = NowMs() + kKillTriesMs;
  if (program != 0) ::kill(-program, SIGKILL);
  while (NowMs() < give_up) {
    KillChildren();
    if (!Reap(program)) {
      Report(KeeperReport::Kind::kAllGone, 0);
      ::_exit(0);
    }
    pollfd ended{kSignalFd, POLLIN, 0};
    ::poll(&ended, 1, 10);
  }
  ::_exit(1);
}

}  // namespace

void KeepProcess(const ExecutionPlan& plan, const KeeperDescriptors& descriptors) {
  ResetSignalHandlers();
  TakeDescriptors(descriptors);
  ::setsid();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  pid_t program = ::_Fork();
  if (program == 0) ExecuteProgram(plan);
  if (program < 0) {
    Report(KeeperReport::Kind::kCannotFork, errno);
    ::_exit(1);
  }
  ReleaseOutputs();
  Watch(program);
  KillEverything(program);
}

}  // namespace xunjian
