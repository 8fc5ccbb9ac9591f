#pragma once

#include <signal.h>

namespace xunjian {

// Private to base_system. While it lives, a broken pipe is an error in this thread and no signal:
// OpenSSL writes to sockets without MSG_NOSIGNAL. What arrived meanwhile is taken away, so that the
// caller's own handling of the signal is untouched.
class SigpipeGuard {
 public:
  SigpipeGuard();
  ~SigpipeGuard();
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;

 private:
  sigset_t before_;
};

}  // namespace xunjian
