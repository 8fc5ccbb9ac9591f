#pragma once

#include <functional>
#include <string>

#include "base/file_storage.h"
#include "base/result.h"
#include "base/tls_identity.h"
#include "proto/words/agent_words.h"

namespace xunjian {

struct EnrollOptions {
  std::string folder;     // the agent's: identity/ and agent.toml are written here
  std::string token;      // as the operator gave it
  std::string host_name;  // what this host calls itself; must be the token's
  bool force = false;     // replaces an identity that is there
};

// The two conversations of an enrolment, so that a test needs no network.
struct EnrollDoors {
  // address "host:port", fingerprint → the CA's PEM
  std::function<Result<std::string>(const std::string&, const std::string&)> fetch_ca;
  // address, CA, request
  std::function<Result<EnrolmentReply>(const std::string&, const std::string&,
                                       const EnrolmentRequest&)>
      enrol;
};

EnrollDoors NetworkDoors();

// Turns a one-time token into an identity: the key is born here and never leaves. Nothing is
// written unless the collector gave a certificate for this very host and key. kConflict when an
// identity is there already and `force` is not set.
Result<TlsIdentity> Enroll(const EnrollOptions& options, FileStorage& storage,
                           const EnrollDoors& doors);

}  // namespace xunjian
