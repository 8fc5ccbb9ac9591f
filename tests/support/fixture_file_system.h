#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "tests/support/temp_folder.h"

namespace xunjian {

// A machine made of files, for the reads of checks. Two uses, which may be mixed:
//   FixtureFileSystem files("/…/tests/fixtures/debian12");   a recorded tree, and what is set over
//   it FixtureFileSystem files;  files.SetFile("/proc/loadavg", "0.1 0.2 0.3 1/100 42\n");
// Paths are those of the machine ("/proc/stat"). What is set wins over the tree; List() sees files
// and links of both. Not thread-safe while being set up.
class FixtureFileSystem final : public FileSystem {
 public:
  explicit FixtureFileSystem(std::string root = "");

  void SetFile(const std::string& path, std::string_view text);
  void SetFolder(const std::string& path);  // an empty one
  void SetLink(const std::string& path, const std::string& target);
  void SetSpace(const std::string& path, SpaceUsage space);  // without it Space() is kNotFound
  void SetStatus(const std::string& path, FileStatus status);
  // Every question about this path and what lies below it fails so; denied as if by permissions.
  void Deny(const std::string& path);
  void SetMissing(const std::string& path);
  void SetError(const std::string& path, int errno_value);

  Result<std::string> Read(const std::string& path,
                           std::size_t limit = kDefaultLimit) const override;
  Result<std::vector<std::string>> List(const std::string& path) const override;
  Result<FileStatus> Status(const std::string& path) const override;
  Result<std::string> ReadLink(const std::string& path) const override;
  Result<SpaceUsage> Space(const std::string& path) const override;

 private:
  std::optional<Error> ErrorFor(const std::string& path) const;
  const RootedFileSystem& Holding(const std::string& path) const;

  TempFolder own_folder_;
  RootedFileSystem own_;                  // what was set
  std::optional<RootedFileSystem> tree_;  // what was recorded
  std::map<std::string, SpaceUsage> spaces_;
  std::map<std::string, FileStatus> statuses_;
  std::map<std::string, int> errors_;  // errno by path
};

}  // namespace xunjian
