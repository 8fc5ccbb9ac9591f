#include "checks/engine/container.h"

#include <algorithm>
#include <array>

#include "checks/engine/mountinfo.h"

namespace xunjian {
namespace {

struct Mark {
  const char* path;
  std::string_view kind;
};

constexpr std::array<Mark, 3> kMarks = {{{"/.dockerenv", "docker"},
                                         {"/run/.containerenv", "podman"},
                                         {"/var/run/secrets/kubernetes.io", "kubernetes"}}};

// containerd sets no mark, but keeps the layers of the root in its own folder.
bool HasContainerdRoot(const FileSystem& files) {
  const auto text = files.Read("/proc/self/mountinfo", FileSystem::kDefaultLimit);
  if (!text) return false;
  const auto mounts = ParseMountInfo(*text);
  return mounts && std::any_of(mounts->begin(), mounts->end(), [](const Mount& mount) {
           return mount.mount_point == "/" && mount.type == "overlay" &&
                  mount.super_options.find("/io.containerd.") != std::string::npos;
         });
}

}  // namespace

std::string ContainerKind(const FileSystem& files) {
  constexpr std::size_t kLongestKind = 64;
  if (auto kind = files.Read("/run/systemd/container", kLongestKind)) {
    return kind->substr(0, kind->find('\n'));
  }
  for (const Mark& mark : kMarks) {
    if (files.Status(mark.path)) return std::string(mark.kind);
  }
  return HasContainerdRoot(files) ? "containerd" : "";
}

}  // namespace xunjian
