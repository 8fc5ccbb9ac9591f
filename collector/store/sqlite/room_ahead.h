#pragma once

#include <cstdint>
#include <string>

#include "base/file_storage.h"

namespace xunjian {

// Room on disk beside the database `path`, in the file `path` + ".reserve", that is taken in good
// times and given up when a write finds the disk full. Not thread-safe.
class RoomAhead {
 public:
  // What an earlier process left counts as taken. `storage` outlives it.
  RoomAhead(FileStorage& storage, std::string path, std::uint64_t bytes);

  // kUnavailable: the disk is full (DiskFull). A file system that knows no such reserve, or refuses
  // it for another reason, is no error: then a write itself finds out.
  Result<void> Take();
  bool Give();  // false: there was none

 private:
  FileStorage* storage_;
  std::string path_;
  std::uint64_t bytes_;
  bool settled_ = false;  // taken, or not to be had here
};

}  // namespace xunjian
