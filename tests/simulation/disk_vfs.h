#pragma once

#include <sqlite3.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/disk.h"

namespace xunjian::sim {

// The disk as SQLite knows it, under a name of its own for as long as this lives. Locks are granted
// without looking: the connections of a world take turns.
class DiskVfs {
 public:
  DiskVfs(Disk& disk, std::string name);
  ~DiskVfs();
  DiskVfs(const DiskVfs&) = delete;
  DiskVfs& operator=(const DiskVfs&) = delete;

  const std::string& name() const { return name_; }
  Disk& disk() { return disk_; }
  // Memory that connections share; it goes with their process.
  using Region = std::unique_ptr<char[]>;
  std::vector<Region>& Shared(const std::string& path) { return shared_[path]; }
  void ForgetShared() { shared_.clear(); }

 private:
  Disk& disk_;
  const std::string name_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::vector<Region>> shared_;  // by database
};

}  // namespace xunjian::sim
