#include "checks/host/local_mounts.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace xunjian {
namespace {

template <std::size_t size>
bool Contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 6> kReadOnlyByNature = {"squashfs", "iso9660", "udf",
                                                               "erofs",    "cramfs",  "romfs"};
constexpr std::array<std::string_view, 4> kWithoutDeviceFile = {"btrfs", "zfs", "bcachefs",
                                                                "ubifs"};
constexpr std::array<std::string_view, 3> kInMemory = {"tmpfs", "ramfs", "devtmpfs"};

bool HoldsData(const Mount& mount) {
  if (Contains(kReadOnlyByNature, mount.type) || Contains(kInMemory, mount.type)) return false;
  if (mount.type == "overlay") return mount.mount_point == "/";
  if (mount.type.starts_with("fuse") && mount.type != "fuseblk") return false;
  return mount.source.starts_with("/dev/") || Contains(kWithoutDeviceFile, mount.type);
}

bool IsCovered(const std::vector<Mount>& mounts, std::size_t index) {
  return std::any_of(
      mounts.begin() + static_cast<std::ptrdiff_t>(index) + 1, mounts.end(),
      [&](const Mount& later) { return later.mount_point == mounts[index].mount_point; });
}

// Which of two mounts of one file system is the better name for it.
bool IsBetter(const Mount& mount, const Mount& other) {
  if (IsReadOnly(mount) != IsReadOnly(other)) return IsReadOnly(other);
  return mount.root == "/" && other.root != "/";
}

}  // namespace

std::vector<Mount> DataMounts(const std::vector<Mount>& mounts) {
  std::vector<Mount> data;
  for (std::size_t i = 0; i < mounts.size(); ++i) {
    if (HoldsData(mounts[i]) && !IsCovered(mounts, i)) data.push_back(mounts[i]);
  }
  return data;
}

std::vector<Mount> OnePerFileSystem(const std::vector<Mount>& mounts) {
  std::vector<Mount> chosen;
  for (const Mount& mount : mounts) {
    const auto known = std::find_if(chosen.begin(), chosen.end(), [&mount](const Mount& other) {
      return other.device == mount.device;
    });
    if (known == chosen.end()) {
      chosen.push_back(mount);
    } else if (IsBetter(mount, *known)) {
      *known = mount;
    }
  }
  return chosen;
}

bool IsReadOnly(const Mount& mount) {
  return HasOption(mount.options, "ro") || HasOption(mount.super_options, "ro") ||
         HasOption(mount.super_options, "emergency_ro");
}

}  // namespace xunjian
