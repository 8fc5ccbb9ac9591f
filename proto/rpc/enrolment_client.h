#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// Asks the collector at `address` ("host:port") for a certificate; the server is trusted when its
// certificate comes from `ca_pem` (see FetchPinnedCa) and carries kCollectorTlsName. Blocks at most
// `time_limit`; kUnavailable when nobody answers.
Result<EnrolmentReply> EnrolAt(const std::string& address, const std::string& ca_pem,
                               const EnrolmentRequest& request,
                               Duration time_limit = std::chrono::seconds(15));

}  // namespace xunjian
