#include "file_io.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/unique_fd.h"

namespace xunjian {
namespace {

constexpr std::size_t kChunk = 64 << 10;

Error CannotRead(const std::string& path) {
  return ErrnoError(errno, Format({"cannot read {}", "无法读取 {}"}, path));
}

Result<void> RequireRegular(int fd, const std::string& path) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return CannotRead(path);
  if (S_ISREG(status.st_mode)) return Ok();
  return MakeError(ErrorCode::kInvalidArgument,
                   {"cannot read {}: not a regular file", "无法读取 {}：不是普通文件"}, path);
}

struct CloseDir {
  void operator()(DIR* dir) const { ::closedir(dir); }
};

bool IsDots(std::string_view name) { return name == "." || name == ".."; }

}  // namespace

Result<std::string> ReadAll(int fd, const std::string& path, std::size_t limit) {
  std::string bytes;
  std::size_t used = 0;
  while (true) {
    if (used > limit) {
      return MakeError(ErrorCode::kInvalidArgument,
                       {"cannot read {}: longer than {} bytes", "无法读取 {}：超过 {} 字节"}, path,
                       limit);
    }
    // A file of /proc tells no size, so we read until nothing comes; one byte over tells "longer".
    bytes.resize(used + std::min(kChunk, limit - used + 1));
    const ssize_t got = ::read(fd, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotRead(path);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return bytes;
}

Result<void> WriteAll(int fd, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return ErrnoError(errno, Format({"cannot write {}", "无法写入 {}"}, path));
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return Ok();
}

Result<std::string> ReadRegularFile(const std::string& path, std::size_t limit) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) return CannotRead(path);
  if (auto regular = RequireRegular(fd.get(), path); !regular) return regular.error();
  return ReadAll(fd.get(), path, limit);
}

Result<std::vector<std::string>> ListFolder(const std::string& folder) {
  const auto failed = [&] {
    return ErrnoError(errno, Format({"cannot list {}", "无法列出 {}"}, folder));
  };
  const std::unique_ptr<DIR, CloseDir> dir(::opendir(folder.c_str()));
  if (!dir) return failed();
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(dir.get())) {
    if (!IsDots(entry->d_name)) names.emplace_back(entry->d_name);
    errno = 0;
  }
  if (errno != 0) return failed();
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace xunjian
