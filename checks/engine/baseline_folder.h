#pragma once

#include <map>
#include <span>
#include <string>

#include "base/file_storage.h"
#include "checks/api/baseline.h"
#include "checks/api/check_type.h"

namespace xunjian {

using Baselines = std::map<std::string, Baseline, std::less<>>;  // by check id

// Approved values for a host without a collector: every *.toml of the folder in order of name, a
// later file over an earlier one. An absent folder approves nothing. The error names every problem
// of the first file that has one.
//
//   schema = "xunjian.baseline/1"
//   [baseline."os.config.sysctl"]
//   "net.ipv4.ip_forward" = "0"
Result<Baselines> ReadBaselineFolder(FileStorage& storage, const std::string& folder,
                                     std::span<const CheckType* const> checks);

}  // namespace xunjian
