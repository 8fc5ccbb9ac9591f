#include "tests/support/memory_storage.h"

#include <algorithm>
#include <cerrno>

namespace xunjian {

struct MemoryStorage::File {
  std::mutex mutex;
  std::string bytes;
};

namespace {

Error Absent(const std::string& path) {
  return ErrnoError(ENOENT, Format({"cannot open {}", "无法打开 {}"}, path));
}

class MemoryAppendFile final : public AppendFile {
 public:
  explicit MemoryAppendFile(std::shared_ptr<MemoryStorage::File> file) : file_(std::move(file)) {}

  Result<void> Append(std::string_view bytes) override {
    const std::scoped_lock lock(file_->mutex);
    file_->bytes.append(bytes);
    return Ok();
  }
  Result<void> Sync() override { return Ok(); }
  Result<void> Reserve(std::uint64_t) override { return Ok(); }
  std::uint64_t size() const override {
    const std::scoped_lock lock(file_->mutex);
    return file_->bytes.size();
  }

 private:
  std::shared_ptr<MemoryStorage::File> file_;
};

class MemoryReadFile final : public ReadFile {
 public:
  explicit MemoryReadFile(std::shared_ptr<MemoryStorage::File> file)
      : file_(std::move(file)), size_(file_->bytes.size()) {}

  Result<std::string> Read(std::uint64_t offset, std::size_t size) const override {
    const std::scoped_lock lock(file_->mutex);
    const std::string& bytes = file_->bytes;
    return bytes.substr(std::min<std::uint64_t>(offset, bytes.size()), size);
  }
  std::uint64_t size() const override { return size_; }

 private:
  std::shared_ptr<MemoryStorage::File> file_;
  std::uint64_t size_;
};

}  // namespace

MemoryStorage::MemoryStorage() = default;
MemoryStorage::~MemoryStorage() = default;

std::shared_ptr<MemoryStorage::File> MemoryStorage::Find(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

Result<std::unique_ptr<AppendFile>> MemoryStorage::OpenAppend(const std::string& path, mode_t) {
  const std::scoped_lock lock(mutex_);
  std::shared_ptr<File>& file = files_[path];
  if (!file) file = std::make_shared<File>();
  return std::unique_ptr<AppendFile>(std::make_unique<MemoryAppendFile>(file));
}

Result<std::unique_ptr<ReadFile>> MemoryStorage::OpenRead(const std::string& path) {
  auto file = Find(path);
  if (!file) return Absent(path);
  return std::unique_ptr<ReadFile>(std::make_unique<MemoryReadFile>(std::move(file)));
}

Result<void> MemoryStorage::Replace(const std::string& path, std::string_view bytes, mode_t) {
  auto file = std::make_shared<File>();
  file->bytes = bytes;
  const std::scoped_lock lock(mutex_);
  files_[path] = std::move(file);
  return Ok();
}

Result<std::string> MemoryStorage::Read(const std::string& path, std::size_t limit) {
  const auto file = Find(path);
  if (!file) return Absent(path);
  const std::scoped_lock lock(file->mutex);
  if (file->bytes.size() > limit) {
    return MakeError(ErrorCode::kInvalidArgument, {"{} is too long", "{} 过长"}, path);
  }
  return file->bytes;
}

Result<std::vector<std::string>> MemoryStorage::List(const std::string& folder) {
  const std::scoped_lock lock(mutex_);
  const std::string prefix = folder + "/";
  std::vector<std::string> names;
  for (const auto& [path, file] : files_) {
    if (path.starts_with(prefix)) names.push_back(path.substr(prefix.size()));
  }
  return names;
}

Result<void> MemoryStorage::Truncate(const std::string& path, std::uint64_t size) {
  const auto file = Find(path);
  if (!file) return Absent(path);
  const std::scoped_lock lock(file->mutex);
  file->bytes.resize(size);
  return Ok();
}

// Memory has room; the file is there, as a disk would have it.
Result<void> MemoryStorage::TakeRoom(const std::string& path, std::uint64_t, mode_t mode) {
  const auto made = OpenAppend(path, mode);
  if (!made) return made.error();
  return Ok();
}

Result<void> MemoryStorage::Remove(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  return files_.erase(path) == 1 ? Ok() : Result<void>(Absent(path));
}

Result<void> MemoryStorage::MakeFolder(const std::string&, mode_t) { return Ok(); }

}  // namespace xunjian
