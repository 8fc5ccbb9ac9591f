#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "base/result.h"

namespace xunjian {

// Error ⇄ gRPC status. The status' own message is in `language` and short, for foreign clients;
// ours read both languages from its details.
grpc::Status ToStatus(const Error& error, Language language = Language::kEnglish);

// The error behind a failed call to `address`. A status without our details came from gRPC itself:
// the peer is away (kUnavailable), refused us (kPermissionDenied) or sent what breaks a limit.
Error FromStatus(const grpc::Status& status, const std::string& address);

}  // namespace xunjian
