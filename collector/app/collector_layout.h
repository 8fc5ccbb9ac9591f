#pragma once

#include <string>

#include "base/file_storage.h"
#include "base/result.h"

namespace xunjian {

// Where things are in a collector's folder; everything below it is the collector's own (0700).
struct CollectorLayout {
  std::string folder;

  std::string config() const { return folder + "/collector.toml"; }
  std::string ca() const { return folder + "/ca"; }
  std::string database() const { return folder + "/xunjian.db"; }
  std::string run() const { return folder + "/run"; }
  std::string operator_socket() const { return run() + "/operator.sock"; }
};

// kInvalidArgument, with the way out, for a folder without a name and for one so deep that no
// socket can be made in it. Looks at the path alone.
Result<void> CheckLayout(const CollectorLayout& layout);

// A database that is missing is a disk that is not mounted, never a fresh start: init makes it.
// kNotFound.
Result<void> RequireDatabase(FileStorage& storage, const CollectorLayout& layout);

}  // namespace xunjian
