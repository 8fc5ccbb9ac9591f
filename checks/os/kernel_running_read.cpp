#include <cstdlib>

#include "checks/engine/container.h"
#include "checks/engine/dpkg_status.h"
#include "checks/engine/read_source.h"
#include "checks/os/kernel_releases.h"
#include "checks/os/reads.h"

namespace xunjian {
namespace {

constexpr std::size_t kDpkgStatusLimit = 64 << 20;
constexpr unsigned long kTaintLivePatch = 1UL << 15;

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<std::string> InstalledReleases(const std::vector<std::string>& boot) {
  constexpr std::string_view kPrefix = "vmlinuz-";
  std::vector<std::string> releases;
  for (const std::string& name : boot) {
    if (name.starts_with(kPrefix)) releases.push_back(name.substr(kPrefix.size()));
  }
  return releases;
}

// The names of the enabled patches; "unknown" when the kernel says only that there were some since
// boot, "" when there are none: the taint outlives a patch that was disabled.
std::string LivePatches(const FileSystem& files) {
  const auto taint = files.Read("/proc/sys/kernel/tainted", 64);
  if (!taint || (std::strtoul(taint->c_str(), nullptr, 10) & kTaintLivePatch) == 0) return "";
  std::string names;
  const auto patches = files.List("/sys/kernel/livepatch");
  if (!patches) return "unknown";
  for (const std::string& patch : *patches) {
    const auto enabled = files.Read("/sys/kernel/livepatch/" + patch + "/enabled", 64);
    if (!enabled || !enabled->starts_with('1')) continue;
    if (!names.empty()) names += ", ";
    names += patch;
  }
  return names;
}

// Version and time of installation of the package that owns a kernel; dpkg writes its list of files
// when it installs, while the files carry the time they were built.
void DescribePackage(const FileSystem& files, std::string_view status, const std::string& release,
                     ObservedItem& kernel) {
  const std::string name = "linux-image-" + release;
  for (const InstalledPackage& package : InstalledPackages(status, name)) {
    if (package.name != name && package.name != name + "-unsigned") continue;
    kernel.attributes.push_back({"installed_version", package.version});
    const auto list = files.Status("/var/lib/dpkg/info/" + package.name + ".list");
    if (!list) return;
    const std::chrono::duration<double> since = list->modified.time_since_epoch();
    kernel.metrics.push_back({"installed_seconds", since.count(), "seconds"});
    return;
  }
}

// The package list; NOT_APPLICABLE where there is no dpkg.
SourceText ReadPackages(const FileSystem& files) {
  constexpr char kPath[] = "/var/lib/dpkg/status";
  auto status = files.Read(kPath, kDpkgStatusLimit);
  if (status) return *std::move(status);
  if (status.error().code() == ErrorCode::kNotFound) {
    return NotRead{Outcome::kNotApplicable, "no_dpkg", {{"source", kPath}}};
  }
  return NotReadOf(status.error(), kPath);
}

boost::system::result<std::vector<std::string>, NotRead> ReadReleases(const FileSystem& files) {
  const auto boot = files.List("/boot");
  if (!boot && boot.error().code() != ErrorCode::kNotFound) {
    return NotReadOf(boot.error(), "/boot");
  }
  auto releases = boot ? InstalledReleases(*boot) : std::vector<std::string>{};
  if (!releases.empty()) return releases;
  return NotRead{Outcome::kNotApplicable, "no_installed_kernel", {}};
}

ObservedItem Describe(const FileSystem& files, const std::string& running,
                      const std::vector<std::string>& releases, std::string_view packages) {
  ObservedItem kernel;
  kernel.attributes = {{"running", running}};
  if (const auto version = files.Read("/proc/version", 4096)) {
    const std::string_view build = RunningBuild(*version);
    if (!build.empty()) kernel.attributes.push_back({"running_version", std::string(build)});
  }
  if (const std::string newest = NewestOfFlavour(releases, running); !newest.empty()) {
    kernel.attributes.push_back({"installed", newest});
    DescribePackage(files, packages, newest, kernel);
  }
  const std::string patches = LivePatches(files);
  kernel.metrics.push_back({"live_patched", patches.empty() ? 0.0 : 1.0, "count"});
  if (!patches.empty()) kernel.attributes.push_back({"live_patches", patches});
  return kernel;
}

}  // namespace

Reading ReadOsVersionKernelRunning(const ReadContext& context, const Parameters&) {
  const FileSystem& files = context.files;
  if (std::string container = ContainerKind(files); !container.empty()) {
    return NotRead{
        Outcome::kNotApplicable, "container_kernel", {{"container", std::move(container)}}};
  }
  const auto running = ReadSource(files, "/proc/sys/kernel/osrelease");
  if (!running) return running.error();
  const auto releases = ReadReleases(files);
  if (!releases) return releases.error();
  const auto packages = ReadPackages(files);
  if (!packages) return packages.error();
  return Observation{{Describe(files, FirstLine(*running), *releases, *packages)}, true};
}

}  // namespace xunjian
