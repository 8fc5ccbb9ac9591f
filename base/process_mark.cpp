#include "process_mark.h"

#include <signal.h>
extern "C" {  // glibc 2.36 forgets it in this header
#include <sys/pidfd.h>
}

#include <algorithm>
#include <charconv>

#include "base/unique_fd.h"
#include "file_io.h"

namespace xunjian {
namespace {

constexpr std::size_t kEnvironmentLimit = 1 << 20;

bool IsMarked(const std::string& pid, const std::string& mark) {
  const auto environment = ReadRegularFile("/proc/" + pid + "/environ", kEnvironmentLimit);
  return environment && environment->find(mark) != std::string::npos;
}

pid_t ToPid(const std::string& name) {
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  return error == std::errc() && end == name.data() + name.size() ? pid : 0;
}

}  // namespace

void KillMarked(const std::string& mark) {
  const auto names = ListFolder("/proc");
  if (!names) return;
  for (const std::string& name : *names) {
    const pid_t pid = ToPid(name);
    if (pid <= 0) continue;
    // Held before its environment is read, so that the signal cannot reach a later owner of the
    // pid.
    const UniqueFd process(::pidfd_open(pid, 0));
    if (process && IsMarked(name, mark)) ::pidfd_send_signal(process.get(), SIGKILL, nullptr, 0);
  }
}

}  // namespace xunjian
