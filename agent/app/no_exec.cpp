#include "agent/app/no_exec.h"

#include <seccomp.h>

#include <cerrno>
#include <memory>

namespace xunjian {

Result<void> ForbidExec() {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                                 &seccomp_release);
  int failed = filter ? 0 : -ENOMEM;
  const auto step = [&failed](int result) {
    if (failed == 0) failed = result;
  };
  step(filter ? seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) : 0);
  for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat)}) {
    step(filter ? seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0) : 0);
  }
  step(filter ? seccomp_load(filter.get()) : 0);
  if (failed == 0) return Ok();
  return ErrnoError(-failed, {"cannot forbid execve (seccomp)", "无法禁用 execve（seccomp）"});
}

}  // namespace xunjian
