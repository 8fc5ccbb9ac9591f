#include "collector/store/sqlite/full_disk.h"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

namespace xunjian {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMebibyte = 1 << 20;

dev_t DeviceOf(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_dev : 0;
}

// The highest folder above the file that lies on the same device.
fs::path MountPointOf(const fs::path& file) {
  std::error_code ignored;
  fs::path folder = fs::absolute(file, ignored).parent_path();
  while (folder != folder.parent_path() && DeviceOf(folder.parent_path()) == DeviceOf(folder)) {
    folder = folder.parent_path();
  }
  return folder;
}

std::uintmax_t FreeMebibytes(const fs::path& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  return error ? 0 : space.available / kMebibyte;
}

}  // namespace

FullDisk IsDiskFull(sqlite3* database) {
  const int code = sqlite3_extended_errcode(database);
  if ((code & 0xff) == SQLITE_FULL) return FullDisk::kBeforeCommit;
  const int system = sqlite3_system_errno(database);
  const bool room = system == ENOSPC || system == EDQUOT;
  if ((code & 0xff) != SQLITE_IOERR || !room) return FullDisk::kNo;
  return code == SQLITE_IOERR_WRITE ? FullDisk::kBeforeCommit : FullDisk::kUnknown;
}

Error DiskFull(const std::string& path) {
  const fs::path disk = MountPointOf(path);
  return MakeError(ErrorCode::kUnavailable,
                   {"the disk mounted at {0} is full ({1} MiB free): {2} cannot grow; make room "
                    "there or enlarge it, the collector then goes on by itself (what was "
                    "acknowledged is kept, the rest waits at the agents)",
                    "挂载于 {0} 的磁盘已满（剩余 {1} MiB）：{2} 无法增长；请清理或扩容，"
                    "采集器随后自动恢复（已确认的数据不会丢失，其余保留在代理端）"},
                   disk.string(), FreeMebibytes(disk), path);
}

}  // namespace xunjian
