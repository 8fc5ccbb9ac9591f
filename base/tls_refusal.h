#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "base/tls_credential.h"

namespace xunjian {

// Why a call over mutual TLS to the collector at `address` ("host:port") failed, when TLS is to
// blame: gRPC says no more than that there was no connection. Shakes hands with the credential and
// waits for the server's first byte. kPermissionDenied with what to do when the collector is of
// another CA, or does not take the certificate; nothing when it does, or cannot be reached.
std::optional<Error> FindTlsRefusal(const std::string& address, const TlsCredential& own,
                                    Duration time_limit);

}  // namespace xunjian
