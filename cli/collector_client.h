#pragma once

#include <memory>

#include "base/file_storage.h"
#include "cli/surroundings.h"

namespace xunjian {

// The operator API of the collector at `where`, over its socket or over TLS with the credential in
// the identity folder. Nothing is dialled before the first call.
Result<std::unique_ptr<OperatorApi>> ConnectCollector(FileStorage& storage,
                                                      const CollectorAddress& where,
                                                      Language language);

}  // namespace xunjian
