#include "process_spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "process_keeper.h"

namespace xunjian {
namespace {

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

UniqueFd Lifted(UniqueFd fd) { return UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, kFirstFreeFd)); }

// Both ends above the numbers that the keeper gives its own descriptors.
Result<Pipe> LiftedPipe(int (*make)(int ends[2])) {
  int ends[2] = {-1, -1};
  if (make(ends) == 0) {
    Pipe pipe{Lifted(UniqueFd(ends[0])), Lifted(UniqueFd(ends[1]))};
    if (pipe.read && pipe.write) return pipe;
  }
  return ErrnoError(errno, {"cannot create a pipe", "无法创建管道"});
}

int OneWay(int ends[2]) { return ::pipe2(ends, O_CLOEXEC); }

// The caller's command channel is a socket, because send(2) can be told to raise no SIGPIPE.
int Socket(int ends[2]) { return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }

// A handler of the caller's must not run in the forked child.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~AllSignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

Result<pid_t> ForkKeeper(const ExecutionPlan& plan, const KeeperDescriptors& descriptors) {
  const AllSignalsBlocked blocked;
  const pid_t keeper = ::fork();
  if (keeper == 0) KeepProcess(plan, descriptors);
  if (keeper < 0) return ErrnoError(errno, {"cannot fork", "无法创建进程"});
  return keeper;
}

}  // namespace

Result<KeptProcess> SpawnKept(const ProcessSpec& spec, const std::string& mark) {
  const UniqueFd null = Lifted(UniqueFd(::open("/dev/null", O_RDWR | O_CLOEXEC)));
  if (!null) return ErrnoError(errno, {"cannot open /dev/null", "无法打开 /dev/null"});
  auto output = LiftedPipe(OneWay);
  auto errors = LiftedPipe(OneWay);
  auto reports = LiftedPipe(OneWay);
  auto control = LiftedPipe(Socket);
  for (const auto* pipe : {&output, &errors, &reports, &control}) {
    if (!*pipe) return pipe->error();
  }
  const ExecutionPlan plan(spec, mark);
  const auto keeper = ForkKeeper(plan, {.null = null.get(),
                                        .output = output->write.get(),
                                        .errors = errors->write.get(),
                                        .reports = reports->write.get(),
                                        .control = control->read.get()});
  if (!keeper) return keeper.error();
  return KeptProcess{*keeper, std::move(output->read), std::move(errors->read),
                     std::move(reports->read), std::move(control->write)};
}

}  // namespace xunjian
