#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/file_storage.h"

namespace xunjian {

// A disk in memory, for tests that would wait for a real one thousands of times. Everything is
// durable at once; FaultyStorage around it loses what was not synced. Folders are not told apart
// from the beginnings of paths. Thread-safe.
class MemoryStorage final : public FileStorage {
 public:
  MemoryStorage();
  ~MemoryStorage() override;

  Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path, mode_t mode) override;
  Result<std::unique_ptr<ReadFile>> OpenRead(const std::string& path) override;
  Result<void> Replace(const std::string& path, std::string_view bytes, mode_t mode) override;
  Result<std::string> Read(const std::string& path, std::size_t limit) override;
  Result<std::vector<std::string>> List(const std::string& folder) override;
  Result<void> Truncate(const std::string& path, std::uint64_t size) override;
  Result<void> TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) override;
  Result<void> Remove(const std::string& path) override;
  Result<void> MakeFolder(const std::string& folder, mode_t mode) override;

  // Outlives its name, as a file does while somebody has it open.
  struct File;

 private:
  std::shared_ptr<File> Find(const std::string& path) const;

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<File>> files_;  // by path
};

}  // namespace xunjian
