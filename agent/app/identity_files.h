#pragma once

#include <string>

#include "base/file_storage.h"
#include "base/result.h"
#include "base/tls_credential.h"

namespace xunjian {

// The folder of an agent's identity: key.pem (mode 0600), certificate.pem, ca.pem.
Result<void> WriteIdentity(FileStorage& storage, const std::string& folder,
                           const TlsCredential& tls);

// kPermissionDenied when others may read the key.
Result<TlsCredential> ReadIdentity(FileStorage& storage, const std::string& folder);

bool HasIdentity(FileStorage& storage, const std::string& folder);

}  // namespace xunjian
