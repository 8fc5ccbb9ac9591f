#include "tests/simulation/disk_storage.h"

#include <algorithm>
#include <cerrno>

namespace xunjian::sim {
namespace {

Result<void> Told(int error) {
  if (error == 0) return Ok();
  return ErrnoError(error, {"the simulated disk", "模拟磁盘"});
}

class DiskAppendFile final : public AppendFile {
 public:
  DiskAppendFile(Disk& disk, Disk::FilePtr file) : disk_(disk), file_(std::move(file)) {}

  Result<void> Append(std::string_view bytes) override {
    return Told(disk_.Put(*file_, file_->bytes.size(), bytes));
  }
  Result<void> Sync() override { return Told(disk_.Sync(*file_)); }
  Result<void> Reserve(std::uint64_t size) override { return Told(disk_.Reserve(*file_, size)); }
  std::uint64_t size() const override { return file_->bytes.size(); }

 private:
  Disk& disk_;
  Disk::FilePtr file_;
};

class DiskReadFile final : public ReadFile {
 public:
  explicit DiskReadFile(Disk::FilePtr file) : file_(std::move(file)), size_(file_->bytes.size()) {}

  Result<std::string> Read(std::uint64_t offset, std::size_t size) const override {
    return file_->bytes.substr(std::min<std::uint64_t>(offset, file_->bytes.size()), size);
  }
  std::uint64_t size() const override { return size_; }

 private:
  Disk::FilePtr file_;
  std::uint64_t size_;
};

}  // namespace

Result<std::unique_ptr<AppendFile>> DiskStorage::OpenAppend(const std::string& path, mode_t) {
  if (auto created = Told(disk_.Create(path)); !created) return created.error();
  return std::unique_ptr<AppendFile>(std::make_unique<DiskAppendFile>(disk_, disk_.Find(path)));
}

Result<std::unique_ptr<ReadFile>> DiskStorage::OpenRead(const std::string& path) {
  auto file = disk_.Find(path);
  if (!file) return Told(ENOENT).error();
  return std::unique_ptr<ReadFile>(std::make_unique<DiskReadFile>(std::move(file)));
}

Result<void> DiskStorage::Replace(const std::string& path, std::string_view bytes, mode_t) {
  return Told(disk_.Replace(path, bytes));
}

Result<std::string> DiskStorage::Read(const std::string& path, std::size_t limit) {
  const auto file = disk_.Find(path);
  if (!file) return Told(ENOENT).error();
  if (file->bytes.size() <= limit) return file->bytes;
  return MakeError(ErrorCode::kInvalidArgument, {"{} is too long", "{} 过长"}, path);
}

Result<std::vector<std::string>> DiskStorage::List(const std::string& folder) {
  return disk_.NamesIn(folder);
}

Result<void> DiskStorage::Truncate(const std::string& path, std::uint64_t size) {
  const auto file = disk_.Find(path);
  return Told(file ? disk_.Cut(*file, size) : ENOENT);
}

Result<void> DiskStorage::TakeRoom(const std::string& path, std::uint64_t size, mode_t) {
  if (auto created = Told(disk_.Create(path)); !created) return created;
  auto taken = Told(disk_.Reserve(*disk_.Find(path), size));
  if (!taken) static_cast<void>(disk_.Remove(path));
  return taken;
}

Result<void> DiskStorage::Remove(const std::string& path) { return Told(disk_.Remove(path)); }

Result<void> DiskStorage::MakeFolder(const std::string&, mode_t) { return Ok(); }

}  // namespace xunjian::sim
