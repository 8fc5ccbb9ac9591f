#include "checks/host/hidden_processes.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "checks/engine/fields.h"
#include "checks/engine/mountinfo.h"
#include "checks/host/parsed_source.h"

namespace xunjian {
namespace {

// Kernels write the number or, since 5.8, the word.
constexpr std::array<std::string_view, 4> kHiding = {"hidepid=2", "hidepid=invisible", "hidepid=4",
                                                     "hidepid=ptraceable"};

bool IsHiding(const Mount& proc) {
  return std::any_of(kHiding.begin(), kHiding.end(), [&proc](std::string_view option) {
    return HasOption(proc.super_options, option);
  });
}

bool IsMountedHiding(const FileSystem& files) {
  const auto mounts = ReadParsed(files, "/proc/self/mountinfo", ParseMountInfo);
  if (!mounts) return false;
  const auto proc = std::find_if(mounts->rbegin(), mounts->rend(),
                                 [](const Mount& mount) { return mount.mount_point == "/proc"; });
  return proc != mounts->rend() && IsHiding(*proc);
}

bool MayTrace(const FileSystem& files) {
  constexpr std::string_view kEffective = "CapEff:";
  constexpr int kSysPtrace = 19;
  const auto status = files.Read("/proc/self/status", FileSystem::kDefaultLimit);
  if (!status) return false;
  for (const std::string_view line : SplitLines(*status)) {
    if (!line.starts_with(kEffective)) continue;
    const std::string bits(line.substr(kEffective.size()));
    return (std::strtoull(bits.c_str(), nullptr, 16) >> kSysPtrace & 1) != 0;
  }
  return false;
}

}  // namespace

bool HidesProcesses(const FileSystem& files) {
  if (!files.Status("/proc/1")) return true;
  return IsMountedHiding(files) && !MayTrace(files);
}

}  // namespace xunjian
