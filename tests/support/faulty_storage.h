#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/file_storage.h"

namespace xunjian {

// A disk that fails at the n-th change: the twin of PosixStorage over real files, for tests that
// ask "and if it fails here?" for every n. Changes are OpenAppend, Append, Sync, Reserve, Replace,
// Truncate, TakeRoom, Remove and MakeFolder. A failing Append writes the first half of its bytes; a
// failing Sync makes nothing durable; the others do nothing. With Failed::kAfterDoingAll they do
// what was asked, Sync excepted, and say no all the same. Not thread-safe.
class FaultyStorage final : public FileStorage {
 public:
  enum class After { kHealthy, kBroken };  // once, or from then on
  enum class Failed { kHalfWay, kAfterDoingAll };

  // `inner` outlives it. `fail_at` counts from 1; 0 never fails.
  FaultyStorage(FileStorage& inner, std::uint64_t fail_at, After after,
                Failed how = Failed::kHalfWay);

  std::uint64_t changes() const { return ledger_->changes; }
  bool failed() const { return ledger_->failed; }

  // The disk does not give this byte any more (EIO), nor the whole file at once.
  void Spoil(const std::string& path, std::uint64_t offset);

  // A power cut: every byte appended since the last good Sync of its file is gone. Call it when the
  // files are closed.
  void LoseUnsynced();

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
    std::uint64_t fail_at = 0;
    After after = After::kHealthy;
    Failed how = Failed::kHalfWay;
    std::uint64_t changes = 0;
    bool failed = false;
    std::map<std::string, std::uint64_t> durable_sizes;  // by path, of the files opened to append
    std::map<std::string, std::uint64_t> spoilt;         // offsets by path

    // Counts one change and says whether it fails.
    bool Fails();
    // The same for a change that a failure leaves undone, or done.
    template <class Change>
    Result<void> Try(Change change);
  };

 private:
  FileStorage& inner_;
  std::shared_ptr<Ledger> ledger_;
};

}  // namespace xunjian
