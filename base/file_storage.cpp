#include "base/file_storage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/ids.h"
#include "base/unique_fd.h"
#include "file_io.h"

namespace xunjian {
namespace {

Error Failed(Text text, const std::string& path) {
  const int saved = errno;
  return ErrnoError(saved, Format(text, path));
}

// Final whatever errno says, a disk that found out late that it is full included (fsyncgate).
Error SyncFailed(const std::string& path) {
  return Error(ErrorCode::kInternal, Failed({"cannot sync {}", "无法同步 {}"}, path).message());
}

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder;
}

// A name that was created, renamed or removed survives a power cut only when its folder was synced.
Result<void> SyncFolder(const std::string& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return Failed({"cannot sync {}", "无法同步 {}"}, folder);
  if (::fsync(fd.get()) != 0) return SyncFailed(folder);
  return Ok();
}

class PosixAppendFile final : public AppendFile {
 public:
  PosixAppendFile(UniqueFd fd, std::string path, std::uint64_t size)
      : fd_(std::move(fd)), path_(std::move(path)), size_(size) {}

  Result<void> Append(std::string_view bytes) override {
    auto written = WriteAll(fd_.get(), path_, bytes);
    if (written) size_ += bytes.size();
    return written;
  }

  Result<void> Sync() override {
    return ::fdatasync(fd_.get()) == 0 ? Ok() : Result<void>(SyncFailed(path_));
  }

  Result<void> Reserve(std::uint64_t size) override {
    const int reserved = ::fallocate(fd_.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size));
    if (reserved == 0 || errno == EOPNOTSUPP) return Ok();
    return Failed({"cannot reserve room for {}", "无法为 {} 预留空间"}, path_);
  }

  std::uint64_t size() const override { return size_; }

 private:
  UniqueFd fd_;
  std::string path_;
  std::uint64_t size_;
};

class PosixReadFile final : public ReadFile {
 public:
  PosixReadFile(UniqueFd fd, std::string path, std::uint64_t size)
      : fd_(std::move(fd)), path_(std::move(path)), size_(size) {}

  Result<std::string> Read(std::uint64_t offset, std::size_t size) const override {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
      const ssize_t got =
          ::pread(fd_.get(), bytes.data() + done, size - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Failed({"cannot read {}", "无法读取 {}"}, path_);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }

  std::uint64_t size() const override { return size_; }

 private:
  UniqueFd fd_;
  std::string path_;
  std::uint64_t size_;
};

Result<void> WriteNewFile(const std::string& path, std::string_view bytes, mode_t mode) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!fd) return Failed({"cannot create {}", "无法创建 {}"}, path);
  if (auto written = WriteAll(fd.get(), path, bytes); !written) return written;
  if (::fsync(fd.get()) != 0) return Failed({"cannot sync {}", "无法同步 {}"}, path);
  return Ok();
}

}  // namespace

Result<std::unique_ptr<AppendFile>> PosixStorage::OpenAppend(const std::string& path, mode_t mode) {
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, mode));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) {
    return Failed({"cannot open {}", "无法打开 {}"}, path);
  }
  if (auto synced = SyncFolder(FolderOf(path)); !synced) return synced.error();
  return std::unique_ptr<AppendFile>(std::make_unique<PosixAppendFile>(
      std::move(fd), path, static_cast<std::uint64_t>(status.st_size)));
}

Result<std::unique_ptr<ReadFile>> PosixStorage::OpenRead(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) {
    return Failed({"cannot open {}", "无法打开 {}"}, path);
  }
  return std::unique_ptr<ReadFile>(std::make_unique<PosixReadFile>(
      std::move(fd), path, static_cast<std::uint64_t>(status.st_size)));
}

Result<void> PosixStorage::Replace(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string temporary = path + ".tmp-" + RandomId();
  auto replaced = WriteNewFile(temporary, bytes, mode);
  if (replaced && ::rename(temporary.c_str(), path.c_str()) != 0) {
    replaced = Failed({"cannot replace {}", "无法替换 {}"}, path);
  }
  if (!replaced) {
    ::unlink(temporary.c_str());
    return replaced;
  }
  return SyncFolder(FolderOf(path));
}

Result<std::string> PosixStorage::Read(const std::string& path, std::size_t limit) {
  return ReadRegularFile(path, limit);
}

Result<std::vector<std::string>> PosixStorage::List(const std::string& folder) {
  return ListFolder(folder);
}

Result<void> PosixStorage::Truncate(const std::string& path, std::uint64_t size) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd || ::ftruncate(fd.get(), static_cast<off_t>(size)) != 0 || ::fdatasync(fd.get()) != 0) {
    return Failed({"cannot truncate {}", "无法截断 {}"}, path);
  }
  return Ok();
}

Result<void> PosixStorage::TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, mode));
  if (fd && ::fallocate(fd.get(), 0, 0, static_cast<off_t>(size)) == 0) return Ok();
  const Error failed = Failed({"cannot reserve room at {}", "无法在 {} 预留空间"}, path);
  ::unlink(path.c_str());
  return failed;
}

Result<void> PosixStorage::Remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0) return Failed({"cannot remove {}", "无法删除 {}"}, path);
  return SyncFolder(FolderOf(path));
}

Result<void> PosixStorage::MakeFolder(const std::string& folder, mode_t mode) {
  const std::filesystem::path path(folder);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return Ok();
  if (path.has_parent_path() && path.has_relative_path()) {
    if (auto made = MakeFolder(path.parent_path(), mode); !made) return made;
  }
  if (::mkdir(folder.c_str(), mode) != 0) {
    if (errno == EEXIST && std::filesystem::is_directory(path, ignored)) return Ok();
    return Failed({"cannot create folder {}", "无法创建目录 {}"}, folder);
  }
  return SyncFolder(FolderOf(folder));
}

}  // namespace xunjian
