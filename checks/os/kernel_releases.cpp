#include "checks/os/kernel_releases.h"

#include "checks/engine/debian_version.h"

namespace xunjian {

std::string_view KernelFlavour(std::string_view release) {
  for (std::size_t dash = release.find('-'); dash != std::string_view::npos;
       dash = release.find('-', dash + 1)) {
    const std::string_view rest = release.substr(dash + 1);
    const bool number = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
    if (!number && !rest.starts_with("rc")) return rest;
  }
  return {};
}

std::string NewestOfFlavour(const std::vector<std::string>& releases, std::string_view running) {
  std::string newest;
  for (const std::string& release : releases) {
    if (KernelFlavour(release) != KernelFlavour(running)) continue;
    if (newest.empty() || CompareDebianVersions(release, newest) > 0) newest = release;
  }
  return newest;
}

std::string_view RunningBuild(std::string_view proc_version) {
  constexpr std::string_view kMark = " Debian ";
  // The compiler's own version ("gcc-12 (Debian 12.2.0-14)") stands before it.
  const std::size_t mark = proc_version.rfind(kMark);
  if (mark == std::string_view::npos) return {};
  const std::string_view rest = proc_version.substr(mark + kMark.size());
  return rest.substr(0, rest.find_first_of(" \n"));
}

}  // namespace xunjian
