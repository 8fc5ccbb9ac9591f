#include "process_execute.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

namespace xunjian {
namespace {

constexpr rlim_t kMaxFileBytes = 256UL << 20;
constexpr rlim_t kMaxDescriptors = 1024;

[[noreturn]] void Fail(KeeperReport::Kind kind) {
  SendKeeperReport(kReportsFdOfProgram, kind, errno);
  ::_exit(127);
}

void Lower(__rlimit_resource resource, rlim_t wanted) {
  rlimit limit{};
  if (::getrlimit(resource, &limit) != 0 || limit.rlim_max <= wanted) return;
  limit = {wanted, wanted};
  ::setrlimit(resource, &limit);
}

void UnblockSignals() {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

std::vector<char*> PointersTo(std::vector<std::string>& texts, std::size_t from, std::size_t to) {
  std::vector<char*> pointers;
  for (std::size_t i = from; i < to; ++i) pointers.push_back(texts[i].data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ExecutionPlan::ExecutionPlan(const ProcessSpec& spec, const std::string& mark)
    : folder_(spec.working_folder),
      cpu_seconds_(static_cast<unsigned long>(
          std::chrono::ceil<std::chrono::seconds>(spec.time_limit + spec.kill_grace).count() + 1)) {
  texts_ = spec.argv;
  texts_.insert(texts_.end(), spec.environment.begin(), spec.environment.end());
  texts_.push_back(mark);
  arguments_ = PointersTo(texts_, 0, spec.argv.size());
  environment_ = PointersTo(texts_, spec.argv.size(), texts_.size());
}

void SendKeeperReport(int fd, KeeperReport::Kind kind, int value) {
  const KeeperReport report{kind, value};
  // A caller that is gone needs no report.
  [[maybe_unused]] const ssize_t sent = ::write(fd, &report, sizeof(report));
}

void ExecuteProgram(const ExecutionPlan& plan) {
  ::setsid();
  Lower(RLIMIT_CORE, 0);
  Lower(RLIMIT_CPU, plan.cpu_seconds());
  Lower(RLIMIT_FSIZE, kMaxFileBytes);
  Lower(RLIMIT_NOFILE, kMaxDescriptors);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::chdir(plan.folder()) != 0) Fail(KeeperReport::Kind::kCannotEnterFolder);
  UnblockSignals();
  ::execve(plan.arguments()[0], plan.arguments(), plan.environment());
  Fail(KeeperReport::Kind::kCannotExecute);
}

}  // namespace xunjian
