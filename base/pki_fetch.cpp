#include "base/pki.h"
#include "sigpipe_guard.h"
#include "tls_session.h"

namespace xunjian {
namespace {

Error CannotTalk(const std::string& host) {
  return OpensslError(ErrorCode::kUnavailable,
                      Format({"no TLS with {}", "与 {} 无法建立 TLS"}, host));
}

Result<void> Shake(SSL* session, int fd, SteadyTime deadline, const std::string& host) {
  const int shaken = TakeStep(session, fd, deadline, [](SSL* s) { return SSL_connect(s); });
  if (shaken == SSL_ERROR_NONE) return Ok();
  if (shaken != SSL_ERROR_WANT_READ && shaken != SSL_ERROR_WANT_WRITE) return CannotTalk(host);
  return ErrnoError(ETIMEDOUT, Format({"no TLS with {}", "与 {} 无法建立 TLS"}, host));
}

// Nothing is verified here: the pinned fingerprint is the only trust, and it is checked below.
Result<SslSessionPtr> Converse(int fd, SteadyTime deadline, const std::string& host) {
  const SslContextPtr context(SSL_CTX_new(TLS_client_method()));
  if (!context || !SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION)) {
    return CannotTalk(host);
  }
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
  SslSessionPtr session(SSL_new(context.get()));
  if (!session || !SSL_set_fd(session.get(), fd) ||
      !SSL_set_tlsext_host_name(session.get(), std::string(kCollectorTlsName).c_str())) {
    return CannotTalk(host);
  }
  if (auto shaken = Shake(session.get(), fd, deadline, host); !shaken) return shaken.error();
  return session;
}

}  // namespace

Result<std::string> FetchPinnedCa(const std::string& host, const std::string& port,
                                  std::string_view fingerprint_hex, Duration time_limit) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + time_limit;
  const SigpipeGuard no_signal;
  const auto socket = ConnectTcp(host, port, deadline);
  if (!socket) return socket.error();
  const auto session = Converse(socket->get(), deadline, host);
  if (!session) return session.error();
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(session->get());
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    X509* certificate = sk_X509_value(chain, i);
    const auto fingerprint = FingerprintOf(certificate);
    if (fingerprint && *fingerprint == fingerprint_hex) return CertificateToPem(certificate);
  }
  return MakeError(ErrorCode::kPermissionDenied,
                   {"{}:{} does not show the CA that the token names: it is not our collector",
                    "{}:{} 没有出示令牌所指的 CA：它不是我们的采集中心"},
                   host, port);
}

}  // namespace xunjian
