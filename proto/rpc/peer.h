#pragma once

#include <grpcpp/security/auth_context.h>

#include <string>

#include "base/result.h"
#include "base/tls_identity.h"

namespace xunjian {

// Who the verified certificate of a connection names; kPermissionDenied when it is not of `kind`.
Result<TlsIdentity> IdentityOfPeer(const grpc::AuthContext& context, TlsIdentity::Kind kind);

// "127.0.0.1:40112" or "[::1]:40112" from gRPC's "ipv4:…" and "ipv6:%5B…".
std::string AddressOfPeer(const std::string& peer_uri);

// The same without the port.
std::string HostOfAddress(const std::string& address);

}  // namespace xunjian
