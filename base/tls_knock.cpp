#include "base/tls_knock.h"

#include "base/tls_identity.h"
#include "sigpipe_guard.h"
#include "tls_session.h"

namespace xunjian {
namespace {

constexpr unsigned char kHttp2[] = {2, 'h', '2'};  // what gRPC speaks, for ALPN

Error Failed(Text what, const std::string& address) {
  return MakeError(ErrorCode::kUnavailable, what, address);
}

bool Show(SSL_CTX* context, const TlsCredential& own) {
  if (own.certificate_pem.empty()) return true;
  const auto certificate = ParseCertificate(own.certificate_pem);
  const auto key = ParseKey(own.key_pem);
  return certificate && key && SSL_CTX_use_certificate(context, certificate->get()) &&
         SSL_CTX_use_PrivateKey(context, key->get());
}

// Null when the credential is none.
SslContextPtr ContextOf(const TlsCredential& own) {
  const auto ca = ParseCertificate(own.ca_pem);
  SslContextPtr context(SSL_CTX_new(TLS_client_method()));
  const bool ready = ca && context &&
                     SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) &&
                     X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), ca->get()) &&
                     Show(context.get(), own) &&
                     SSL_CTX_set_alpn_protos(context.get(), kHttp2, sizeof kHttp2) == 0;
  if (!ready) return nullptr;
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  return context;
}

Result<void> Talk(SSL* session, int fd, SteadyTime deadline, const std::string& address) {
  const int shaken = TakeStep(session, fd, deadline, [](SSL* s) { return SSL_connect(s); });
  if (shaken != SSL_ERROR_NONE) {
    return Failed({"no TLS handshake with {}", "与 {} 的 TLS 握手未完成"}, address);
  }
  char first = 0;
  const int heard =
      TakeStep(session, fd, deadline, [&first](SSL* s) { return SSL_read(s, &first, 1); });
  if (heard == SSL_ERROR_NONE) return Ok();
  return Failed({"{} shakes hands and says nothing", "{} 完成握手后没有应答"}, address);
}

}  // namespace

Result<void> KnockAtDoor(const std::string& address, const TlsCredential& own,
                         Duration time_limit) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + time_limit;
  const SigpipeGuard no_signal;
  const std::size_t colon = address.rfind(':');
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto socket = ConnectTcp(host, address.substr(colon + 1), deadline);
  if (!socket) return socket.error();
  const SslContextPtr context = ContextOf(own);
  const SslSessionPtr session(context ? SSL_new(context.get()) : nullptr);
  const std::string name(kCollectorTlsName);
  if (!session || !SSL_set_fd(session.get(), socket->get()) ||
      !SSL_set_tlsext_host_name(session.get(), name.c_str()) ||
      !SSL_set1_host(session.get(), name.c_str())) {
    return Failed({"cannot come to {}: the credential is not usable", "无法访问 {}：凭据不可用"},
                  address);
  }
  return Talk(session.get(), socket->get(), deadline, address);
}

}  // namespace xunjian
