#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// The one line an operator carries to a host: where to enrol, where to connect then, whom to trust,
// and a single-use secret. Text form "xj1.<base64url of the fields>"; treat it as a password.
struct EnrolmentToken {
  std::string enrol_address;   // "host:port"
  std::string agent_address;   // "host:port"
  std::string ca_fingerprint;  // SHA-256 of the CA certificate, 64 hex digits
  std::string id;              // 32 hex digits
  std::string secret;          // 32 hex digits; the collector keeps only its hash
  friend bool operator==(const EnrolmentToken&, const EnrolmentToken&) = default;
};

std::string FormatToken(const EnrolmentToken& token);
Result<EnrolmentToken> ParseToken(std::string_view text);

}  // namespace xunjian
