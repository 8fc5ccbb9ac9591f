#pragma once

#include <string>

#include "base/file_storage.h"
#include "base/result.h"
#include "proto/rpc/tls_files.h"

namespace xunjian {

// The folder of an agent's identity: key.pem (mode 0600), certificate.pem, ca.pem.
Result<void> WriteIdentity(FileStorage& storage, const std::string& folder, const TlsFiles& tls);

// kPermissionDenied when others may read the key.
Result<TlsFiles> ReadIdentity(FileStorage& storage, const std::string& folder);

bool HasIdentity(FileStorage& storage, const std::string& folder);

}  // namespace xunjian
