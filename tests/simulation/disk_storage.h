#pragma once

#include "base/file_storage.h"
#include "tests/simulation/disk.h"

namespace xunjian::sim {

// The disk as our programs know it. Folders are not told apart from the beginnings of paths.
class DiskStorage final : public FileStorage {
 public:
  explicit DiskStorage(Disk& disk) : disk_(disk) {}

  Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path, mode_t mode) override;
  Result<std::unique_ptr<ReadFile>> OpenRead(const std::string& path) override;
  Result<void> Replace(const std::string& path, std::string_view bytes, mode_t mode) override;
  Result<std::string> Read(const std::string& path, std::size_t limit) override;
  Result<std::vector<std::string>> List(const std::string& folder) override;
  Result<void> Truncate(const std::string& path, std::uint64_t size) override;
  Result<void> TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) override;
  Result<void> Remove(const std::string& path) override;
  Result<void> MakeFolder(const std::string& folder, mode_t mode) override;

 private:
  Disk& disk_;
};

}  // namespace xunjian::sim
