#include "sigpipe_guard.h"

#include <time.h>

namespace xunjian {
namespace {

sigset_t Sigpipe() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGPIPE);
  return set;
}

}  // namespace

SigpipeGuard::SigpipeGuard() {
  const sigset_t sigpipe = Sigpipe();
  ::pthread_sigmask(SIG_BLOCK, &sigpipe, &before_);
}

SigpipeGuard::~SigpipeGuard() {
  if (::sigismember(&before_, SIGPIPE) == 0) {
    const sigset_t sigpipe = Sigpipe();
    const timespec at_once{};
    ::sigtimedwait(&sigpipe, nullptr, &at_once);
  }
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace xunjian
