#include "tests/support/small_disk.h"

#include <algorithm>
#include <cerrno>

namespace xunjian {
namespace {

Error Full() { return ErrnoError(ENOSPC, {"the small disk is full", "小磁盘已满"}); }

class SmallDiskFile final : public AppendFile {
 public:
  SmallDiskFile(std::unique_ptr<AppendFile> inner, std::string path,
                std::shared_ptr<SmallDisk::Ledger> ledger)
      : inner_(std::move(inner)), path_(std::move(path)), ledger_(std::move(ledger)) {}

  Result<void> Append(std::string_view bytes) override {
    const std::uint64_t room = taken() - std::min(taken(), size()) + ledger_->Left();
    const auto fits = std::min<std::uint64_t>(room, bytes.size());
    auto written = inner_->Append(bytes.substr(0, fits));
    if (written) taken() = std::max(taken(), size());
    if (written && fits < bytes.size()) return Full();
    return written;
  }

  Result<void> Sync() override { return inner_->Sync(); }

  Result<void> Reserve(std::uint64_t wanted) override {
    if (wanted > taken() + ledger_->Left()) return Full();
    taken() = std::max(taken(), wanted);
    return Ok();
  }

  std::uint64_t size() const override { return inner_->size(); }

 private:
  std::uint64_t& taken() { return ledger_->taken[path_]; }

  std::unique_ptr<AppendFile> inner_;
  std::string path_;
  std::shared_ptr<SmallDisk::Ledger> ledger_;
};

}  // namespace

std::uint64_t SmallDisk::Ledger::Used() const {
  std::uint64_t sum = 0;
  for (const auto& [path, bytes] : taken) sum += bytes;
  return sum;
}

std::uint64_t SmallDisk::Ledger::Left() const { return room - std::min(room, Used()); }

SmallDisk::SmallDisk(FileStorage& inner, std::uint64_t room)
    : inner_(inner), ledger_(std::make_shared<Ledger>()) {
  ledger_->room = room;
}

Result<std::unique_ptr<AppendFile>> SmallDisk::OpenAppend(const std::string& path, mode_t mode) {
  auto file = inner_.OpenAppend(path, mode);
  if (!file) return file.error();
  ledger_->taken[path] = std::max(ledger_->taken[path], (*file)->size());
  return std::unique_ptr<AppendFile>(
      std::make_unique<SmallDiskFile>(*std::move(file), path, ledger_));
}

// The old content and the new one are on disk together for a while.
Result<void> SmallDisk::Replace(const std::string& path, std::string_view bytes, mode_t mode) {
  if (bytes.size() > ledger_->Left()) return Full();
  auto replaced = inner_.Replace(path, bytes, mode);
  if (replaced) ledger_->taken[path] = bytes.size();
  return replaced;
}

Result<std::string> SmallDisk::Read(const std::string& path, std::size_t limit) {
  return inner_.Read(path, limit);
}

Result<std::unique_ptr<ReadFile>> SmallDisk::OpenRead(const std::string& path) {
  return inner_.OpenRead(path);
}

Result<std::vector<std::string>> SmallDisk::List(const std::string& folder) {
  return inner_.List(folder);
}

Result<void> SmallDisk::Truncate(const std::string& path, std::uint64_t size) {
  auto truncated = inner_.Truncate(path, size);
  if (truncated) ledger_->taken[path] = size;
  return truncated;
}

Result<void> SmallDisk::TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) {
  if (size > ledger_->Left() + ledger_->taken[path]) return Full();
  auto taken = inner_.TakeRoom(path, size, mode);
  if (taken) ledger_->taken[path] = size;
  return taken;
}

Result<void> SmallDisk::Remove(const std::string& path) {
  ledger_->taken.erase(path);
  return inner_.Remove(path);
}

Result<void> SmallDisk::MakeFolder(const std::string& folder, mode_t mode) {
  return inner_.MakeFolder(folder, mode);
}

}  // namespace xunjian
