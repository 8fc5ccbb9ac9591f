#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/file_storage.h"

namespace xunjian {

// A disk that becomes full: real files, and kUnavailable (ENOSPC) once all of them together would
// need more than its room. What an Append has room for is written. Folders take none. Not
// thread-safe.
class SmallDisk final : public FileStorage {
 public:
  // `inner` outlives it.
  SmallDisk(FileStorage& inner, std::uint64_t room);

  // Somebody else uses or frees room; what is taken stays taken.
  void SetRoom(std::uint64_t room) { ledger_->room = room; }
  std::uint64_t used() const { return ledger_->Used(); }

  Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path, mode_t mode) override;
  Result<std::unique_ptr<ReadFile>> OpenRead(const std::string& path) override;
  Result<void> Replace(const std::string& path, std::string_view bytes, mode_t mode) override;
  Result<std::string> Read(const std::string& path, std::size_t limit) override;
  Result<std::vector<std::string>> List(const std::string& folder) override;
  Result<void> Truncate(const std::string& path, std::uint64_t size) override;
  Result<void> TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) override;
  Result<void> Remove(const std::string& path) override;
  Result<void> MakeFolder(const std::string& folder, mode_t mode) override;

  // Shared with the files it opened.
  struct Ledger {
    std::uint64_t room = 0;
    std::map<std::string, std::uint64_t> taken;  // bytes by path, reserved ones too

    std::uint64_t Used() const;
    std::uint64_t Left() const;
  };

 private:
  FileStorage& inner_;
  std::shared_ptr<Ledger> ledger_;
};

}  // namespace xunjian
