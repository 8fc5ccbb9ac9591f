#include <algorithm>

#include "checks/engine/fstab.h"
#include "checks/host/local_mounts.h"
#include "checks/host/mount_table.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

constexpr const char* kFstab = "/etc/fstab";

using FstabReading = boost::system::result<std::vector<FstabEntry>, NotRead>;

// Containers have none, which is as good as an empty one.
FstabReading ReadFstab(const FileSystem& files) {
  const auto there = files.Read(kFstab, FileSystem::kDefaultLimit);
  if (!there && there.error().code() == ErrorCode::kNotFound) return std::vector<FstabEntry>();
  return ReadParsed(files, kFstab, ParseFstab);
}

// "rw", "ro" or, where fstab does not name the mount point, "absent".
std::string MeantBy(const std::vector<FstabEntry>& fstab, const std::string& mount_point) {
  const auto entry = std::find_if(
      fstab.begin(), fstab.end(),
      [&mount_point](const FstabEntry& line) { return line.mount_point == mount_point; });
  if (entry == fstab.end()) return "absent";
  return HasOption(entry->options, "ro") ? "ro" : "rw";
}

// A mount that is read-only over a writable file system is somebody's wish, unless fstab wished
// else.
bool LooksReadOnly(const Mount& mount, const std::string& meant) {
  if (meant != "absent") return IsReadOnly(mount);
  return HasOption(mount.super_options, "ro") || HasOption(mount.super_options, "emergency_ro");
}

}  // namespace

Reading ReadHostStateFsReadonly(const ReadContext& context, const Parameters&) {
  const MountTable mounts = ReadLocalMounts(context.files);
  if (!mounts) return mounts.error();
  const FstabReading fstab = ReadFstab(context.files);
  if (!fstab) return fstab.error();
  Observation observation;
  for (const Mount& mount : *mounts) {
    const std::string meant = MeantBy(*fstab, mount.mount_point);
    const double read_only = LooksReadOnly(mount, meant) ? 1 : 0;
    observation.items.push_back(
        {mount.mount_point,
         {{"read_only", read_only, "count"}},
         {{"fstab", meant}, {"type", mount.type}, {"source", mount.source}}});
  }
  return observation;
}

}  // namespace xunjian
