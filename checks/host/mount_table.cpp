#include "checks/host/mount_table.h"

#include "checks/host/parsed_source.h"

namespace xunjian {

MountTable ReadMountTable(const FileSystem& files) {
  MountTable machine = ReadParsed(files, "/proc/1/mountinfo", ParseMountInfo);
  return machine ? machine : ReadParsed(files, "/proc/self/mountinfo", ParseMountInfo);
}

}  // namespace xunjian
