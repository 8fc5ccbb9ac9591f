#include "base/file_system.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

#include "file_io.h"

namespace xunjian {
namespace {

FileStatus::Kind KindOf(mode_t mode) {
  if (S_ISREG(mode)) return FileStatus::Kind::kFile;
  if (S_ISDIR(mode)) return FileStatus::Kind::kDirectory;
  if (S_ISLNK(mode)) return FileStatus::Kind::kSymlink;
  return FileStatus::Kind::kOther;
}

Timestamp ToTimestamp(const timespec& at) {
  return Timestamp(std::chrono::seconds(at.tv_sec) + std::chrono::nanoseconds(at.tv_nsec));
}

Error CannotInspect(const std::string& path) {
  return ErrnoError(errno, Format({"cannot inspect {}", "无法查看 {}"}, path));
}

std::string WithoutTrailingSlashes(std::string path) {
  while (!path.empty() && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

RootedFileSystem::RootedFileSystem(std::string root)
    : root_(WithoutTrailingSlashes(std::move(root))) {}

Result<std::string> RootedFileSystem::Read(const std::string& path, std::size_t limit) const {
  return ReadRegularFile(root_ + path, limit);
}

Result<std::vector<std::string>> RootedFileSystem::List(const std::string& path) const {
  return ListFolder(root_ + path);
}

Result<FileStatus> RootedFileSystem::Status(const std::string& path) const {
  struct stat status {};
  if (::lstat((root_ + path).c_str(), &status) != 0) return CannotInspect(root_ + path);
  return FileStatus{.kind = KindOf(status.st_mode),
                    .mode = status.st_mode & 07777,
                    .uid = status.st_uid,
                    .gid = status.st_gid,
                    .size = static_cast<std::uint64_t>(status.st_size),
                    .modified = ToTimestamp(status.st_mtim)};
}

Result<std::string> RootedFileSystem::ReadLink(const std::string& path) const {
  std::array<char, PATH_MAX> target{};
  const ssize_t length = ::readlink((root_ + path).c_str(), target.data(), target.size());
  if (length < 0) return CannotInspect(root_ + path);
  return std::string(target.data(), static_cast<std::size_t>(length));
}

Result<SpaceUsage> RootedFileSystem::Space(const std::string& path) const {
  struct statvfs space {};
  if (::statvfs((root_ + path).c_str(), &space) != 0) return CannotInspect(root_ + path);
  return SpaceUsage{.total_bytes = space.f_blocks * space.f_frsize,
                    .free_bytes = space.f_bfree * space.f_frsize,
                    .available_bytes = space.f_bavail * space.f_frsize,
                    .total_inodes = space.f_files,
                    .available_inodes = space.f_favail};
}

}  // namespace xunjian
