#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace xunjian {

struct FileStatus {
  enum class Kind { kFile, kDirectory, kSymlink, kOther };
  Kind kind = Kind::kOther;
  mode_t mode = 0;  // permission bits
  uid_t uid = 0;
  gid_t gid = 0;
  std::uint64_t size = 0;  // bytes
  Timestamp modified;
};

// statvfs(3), in bytes and inodes; what an unprivileged user may use is `available`.
struct SpaceUsage {
  std::uint64_t total_bytes = 0;
  std::uint64_t free_bytes = 0;
  std::uint64_t available_bytes = 0;
  std::uint64_t total_inodes = 0;
  std::uint64_t available_inodes = 0;
};

// What checks read of the machine, seen below an injected root, so that a fixture tree can stand
// for a host. Paths are absolute ("/proc/stat"). Thread-safe.
class FileSystem {
 public:
  static constexpr std::size_t kDefaultLimit = 1 << 20;

  virtual ~FileSystem() = default;
  // At most `limit` bytes; a longer file is an error, not a cut.
  virtual Result<std::string> Read(const std::string& path,
                                   std::size_t limit = kDefaultLimit) const = 0;
  // Names without "." and "..", sorted.
  virtual Result<std::vector<std::string>> List(const std::string& path) const = 0;
  virtual Result<FileStatus> Status(const std::string& path) const = 0;  // follows no symlink
  virtual Result<std::string> ReadLink(const std::string& path) const = 0;
  virtual Result<SpaceUsage> Space(const std::string& path) const = 0;
};

// The real one; root "/" is the machine itself. Symlinks inside the root are the kernel's to
// follow.
class RootedFileSystem : public FileSystem {
 public:
  explicit RootedFileSystem(std::string root);

  Result<std::string> Read(const std::string& path, std::size_t limit) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<FileStatus> Status(const std::string& path) const override;
  Result<std::string> ReadLink(const std::string& path) const override;
  Result<SpaceUsage> Space(const std::string& path) const override;

 private:
  std::string root_;  // no trailing slash
};

}  // namespace xunjian
