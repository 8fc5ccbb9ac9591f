#include "checks/host/mount_table.h"

#include "checks/host/local_mounts.h"
#include "checks/host/parsed_source.h"

namespace xunjian {
namespace {

MountTable ReadOwnMounts(const FileSystem& files) {
  MountTable own = ReadParsed(files, "/proc/self/mountinfo", ParseMountInfo);
  if (!own) return own;
  for (Mount& mount : *own) mount.options.clear();
  return own;
}

bool IsSingleFile(const FileSystem& files, const Mount& mount) {
  const Result<FileStatus> status = files.Status(mount.mount_point);
  return status && status->kind == FileStatus::Kind::kFile;
}

}  // namespace

MountTable ReadMountTable(const FileSystem& files) {
  MountTable machine = ReadParsed(files, "/proc/1/mountinfo", ParseMountInfo);
  return machine ? machine : ReadOwnMounts(files);
}

MountTable ReadLocalMounts(const FileSystem& files) {
  const MountTable mounts = ReadMountTable(files);
  if (!mounts) return mounts;
  std::vector<Mount> data = DataMounts(*mounts);
  std::erase_if(data, [&files](const Mount& mount) { return IsSingleFile(files, mount); });
  return OnePerFileSystem(data);
}

}  // namespace xunjian
