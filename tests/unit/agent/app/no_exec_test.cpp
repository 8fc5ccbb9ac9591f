#include "agent/app/no_exec.h"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <functional>

namespace xunjian {
namespace {

// In a child, because it is for good.
int ExitCodeInChild(const std::function<int()>& body) {
  const pid_t pid = fork();
  if (pid == 0) _exit(body());
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

char* const kTrue[] = {const_cast<char*>("/bin/true"), nullptr};
char* const kNoEnvironment[] = {nullptr};

TEST_CASE("a program starts while it is not forbidden") {
  CHECK(ExitCodeInChild([] {
          execve(kTrue[0], kTrue, kNoEnvironment);
          return 1;
        }) == 0);
}

TEST_CASE("nothing can be started once it is forbidden, nor by a child") {
  CHECK(ExitCodeInChild([] {
          if (!ForbidExec()) return 2;
          execve(kTrue[0], kTrue, kNoEnvironment);
          return errno == EPERM ? 42 : 3;
        }) == 42);
  CHECK(ExitCodeInChild([] {
          if (!ForbidExec()) return 2;
          syscall(SYS_execveat, -1, kTrue[0], kTrue, kNoEnvironment, 0);
          return errno == EPERM ? 42 : 3;
        }) == 42);
  CHECK(ExitCodeInChild([] {
          if (!ForbidExec()) return 2;
          return ExitCodeInChild([] {
            execve(kTrue[0], kTrue, kNoEnvironment);
            return errno == EPERM ? 42 : 3;
          });
        }) == 42);
}

}  // namespace
}  // namespace xunjian
