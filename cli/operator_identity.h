#pragma once

#include <string>

#include "base/file_storage.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// A credential on disk: a folder with key.pem (mode 0600), certificate.pem, ca.pem, operator.toml.
struct OperatorIdentity {
  std::string key_pem;
  std::string certificate_pem;
  std::string ca_pem;
  std::string address;  // of the collector's operator port, "host:port"
};

// The folder is made when it is not there (0700) and a file can be written to it; kConflict when it
// holds a key already. To be asked before a credential is.
Result<void> PrepareIdentityFolder(FileStorage& storage, const std::string& folder);

// Into a folder that is prepared.
Result<void> WriteOperatorIdentity(FileStorage& storage, const std::string& folder,
                                   const std::string& name, const CreatedOperator& created);

Result<OperatorIdentity> ReadOperatorIdentity(FileStorage& storage, const std::string& folder);

}  // namespace xunjian
