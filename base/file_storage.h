#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// An open file that only grows. Not thread-safe. A failed Sync is final (fsyncgate) and kInternal:
// the caller must stop with a reason and never call it again.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  virtual Result<void> Append(std::string_view bytes) = 0;  // all of it or an error
  virtual Result<void> Sync() = 0;                          // fdatasync
  // Takes room on disk so that the file can grow to `size` bytes; its size stays. kUnavailable: the
  // disk is full. A file system that cannot reserve is no error. Truncate gives the rest back.
  virtual Result<void> Reserve(std::uint64_t size) = 0;
  virtual std::uint64_t size() const = 0;  // bytes
};

// An open file to read from; what it held stays readable when the file is removed. Thread-safe.
class ReadFile {
 public:
  virtual ~ReadFile() = default;
  // `size` bytes from `offset` on, fewer where the file ends.
  virtual Result<std::string> Read(std::uint64_t offset, std::size_t size) const = 0;
  virtual std::uint64_t size() const = 0;  // when it was opened
};

// What our programs keep on disk: the spool, state, identities. Real paths. The faulty twin that
// fails at the n-th write is tests/support/faulty_storage.h. Thread-safe.
class FileStorage {
 public:
  virtual ~FileStorage() = default;
  virtual Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path, mode_t mode) = 0;
  virtual Result<std::unique_ptr<ReadFile>> OpenRead(const std::string& path) = 0;
  // The old content or the new one after a crash, never a part: temporary file, fsync, rename,
  // fsync of the folder.
  virtual Result<void> Replace(const std::string& path, std::string_view bytes, mode_t mode) = 0;
  virtual Result<std::string> Read(const std::string& path, std::size_t limit) = 0;
  virtual Result<std::vector<std::string>> List(const std::string& folder) = 0;    // names, sorted
  virtual Result<void> Truncate(const std::string& path, std::uint64_t size) = 0;  // and syncs
  // A file of `size` bytes that stands for room on disk alone; there already is fine. On failure
  // there is none.
  virtual Result<void> TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) = 0;
  virtual Result<void> Remove(const std::string& path) = 0;  // absent is an error, kNotFound
  // Parents too, each with `mode`; there already is fine.
  virtual Result<void> MakeFolder(const std::string& folder, mode_t mode) = 0;
};

class PosixStorage final : public FileStorage {
 public:
  Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path, mode_t mode) override;
  Result<std::unique_ptr<ReadFile>> OpenRead(const std::string& path) override;
  Result<void> Replace(const std::string& path, std::string_view bytes, mode_t mode) override;
  Result<std::string> Read(const std::string& path, std::size_t limit) override;
  Result<std::vector<std::string>> List(const std::string& folder) override;
  Result<void> Truncate(const std::string& path, std::uint64_t size) override;
  Result<void> TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) override;
  Result<void> Remove(const std::string& path) override;
  Result<void> MakeFolder(const std::string& folder, mode_t mode) override;
};

}  // namespace xunjian
