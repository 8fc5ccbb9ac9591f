#pragma once

#include "base/file_storage.h"
#include "collector/notify/file_keys.h"

namespace xunjian {

// Files that [[channel]] tables name: in `folder`, when the path does not begin with "/". A secret
// that others than its owner and group can read is kPermissionDenied. `storage` outlives it.
FileReader ReadChannelFiles(FileStorage& storage, const std::string& folder);

}  // namespace xunjian
