#pragma once

#include <string>

#include "base/clock.h"
#include "base/file_storage.h"
#include "base/result.h"

namespace xunjian {

// Makes a collector's folder: configuration, certificate authority, empty database. kConflict when
// there is a collector already; nothing that exists is overwritten. Returns the CA's fingerprint.
Result<std::string> InitialiseCollector(FileStorage& storage, const Clock& clock,
                                        const std::string& folder, const std::string& site);

}  // namespace xunjian
