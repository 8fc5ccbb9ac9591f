#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"
#include "base/tls_credential.h"

namespace xunjian {

// Comes to a TLS door of ours at `address` ("host:port") as a client would: connects, shakes hands,
// and waits for the first byte of what the server behind it says, which only a server that works
// does. `own` without certificate and key comes as a stranger. kUnavailable, with what did not
// happen within the limit.
Result<void> KnockAtDoor(const std::string& address, const TlsCredential& own, Duration time_limit);

}  // namespace xunjian
