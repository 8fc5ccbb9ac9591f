#include "proto/rpc/peer.h"

#include <grpc/grpc_security_constants.h>

#include "base/pki.h"

namespace xunjian {
namespace {

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

Result<TlsIdentity> IdentityOfPeer(const grpc::AuthContext& context, TlsIdentity::Kind kind) {
  const auto certificates = context.FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (certificates.empty()) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"the connection shows no certificate", "连接未出示证书"});
  }
  auto identity =
      IdentityOfCertificate(std::string(certificates[0].data(), certificates[0].size()));
  if (identity.has_error() || identity->kind == kind) return identity;
  return MakeError(ErrorCode::kPermissionDenied,
                   {"this port is for certificates of kind {0}; yours is of kind {1}",
                    "该端口只接受 {0} 类证书，出示的是 {1} 类"},
                   ToString(kind), ToString(identity->kind));
}

std::string AddressOfPeer(const std::string& peer_uri) {
  const auto colon = peer_uri.find(':');
  std::string address = colon == std::string::npos ? peer_uri : peer_uri.substr(colon + 1);
  ReplaceAll(address, "%5B", "[");
  ReplaceAll(address, "%5D", "]");
  return address;
}

std::string HostOfAddress(const std::string& address) {
  return address.substr(0, address.rfind(':'));
}

}  // namespace xunjian
