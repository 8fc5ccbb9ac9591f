#include "base/tls_refusal.h"

#include "base/tls_identity.h"
#include "sigpipe_guard.h"
#include "tls_session.h"

namespace xunjian {
namespace {

constexpr unsigned char kHttp2[] = {2, 'h', '2'};  // what gRPC speaks, for ALPN

Error Refused(Text why, const std::string& address, const std::string& detail = "") {
  return MakeError(ErrorCode::kPermissionDenied, why, address, detail);
}

Error OtherCa(const std::string& address, long verdict) {
  return Refused({"the collector at {} is not the one that made this identity: {}; use the "
                  "identity folder that "
                  "its administrator made for you (xunjian operator create)",
                  "{} 上的采集器不是签发此凭据的采集器：{}；请使用其管理员为您签发的凭据目录"
                  "（xunjian operator create）"},
                 address, X509_verify_cert_error_string(verdict));
}

Error NotTaken(const std::string& address) {
  return Refused(
      {"the collector at {} does not take the certificate of this identity: another collector made "
       "it, or it expired; ask its administrator for a new one (xunjian operator create)",
       "{} 上的采集器不接受此凭据的证书：它由另一采集器签发，或已过期；请其管理员重新签发"
       "（xunjian operator create）"},
      address);
}

Error Broken(const std::string& address) {
  return Refused(
      {"cannot show an identity to the collector at {}: its certificate.pem, key.pem and ca.pem do "
       "not belong together; ask the administrator for a new one (xunjian operator create)",
       "无法向 {} 上的采集器出示凭据：其 certificate.pem、key.pem 与 ca.pem 不匹配；"
       "请管理员重新签发（xunjian operator create）"},
      address);
}

// Null when the credential is none.
SslContextPtr ContextOf(const TlsCredential& own) {
  const auto ca = ParseCertificate(own.ca_pem);
  const auto certificate = ParseCertificate(own.certificate_pem);
  const auto key = ParseKey(own.key_pem);
  SslContextPtr context(SSL_CTX_new(TLS_client_method()));
  const bool ready = ca && certificate && key && context &&
                     SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) &&
                     X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), ca->get()) &&
                     SSL_CTX_use_certificate(context.get(), certificate->get()) &&
                     SSL_CTX_use_PrivateKey(context.get(), key->get()) &&
                     SSL_CTX_check_private_key(context.get()) &&
                     SSL_CTX_set_alpn_protos(context.get(), kHttp2, sizeof kHttp2) == 0;
  if (!ready) return nullptr;
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  return context;
}

std::optional<Error> RefusalIn(SSL* session, int fd, SteadyTime deadline,
                               const std::string& address) {
  const int shaken = TakeStep(session, fd, deadline, [](SSL* s) { return SSL_connect(s); });
  if (const long verdict = SSL_get_verify_result(session); verdict != X509_V_OK) {
    return OtherCa(address, verdict);
  }
  if (shaken == SSL_ERROR_SSL) return NotTaken(address);
  if (shaken != SSL_ERROR_NONE) return std::nullopt;
  // TLS 1.3 is over for the client before the server looks at its certificate: only what comes next
  // tells. A server that takes it speaks first (HTTP/2 settings); one that does not ends the
  // stream.
  char first = 0;
  const int heard =
      TakeStep(session, fd, deadline, [&first](SSL* s) { return SSL_read(s, &first, 1); });
  const bool waits = heard == SSL_ERROR_WANT_READ || heard == SSL_ERROR_WANT_WRITE;
  if (heard == SSL_ERROR_NONE || waits) return std::nullopt;
  return NotTaken(address);
}

}  // namespace

std::optional<Error> FindTlsRefusal(const std::string& address, const TlsCredential& own,
                                    Duration time_limit) {
  const SteadyTime deadline = std::chrono::steady_clock::now() + time_limit;
  const SigpipeGuard no_signal;
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto socket = ConnectTcp(host, address.substr(colon + 1), deadline);
  if (!socket) return std::nullopt;
  const SslContextPtr context = ContextOf(own);
  if (!context) return Broken(address);
  const SslSessionPtr session(SSL_new(context.get()));
  const std::string name(kCollectorTlsName);
  if (!session || !SSL_set_fd(session.get(), socket->get()) ||
      !SSL_set_tlsext_host_name(session.get(), name.c_str()) ||
      !SSL_set1_host(session.get(), name.c_str())) {
    return std::nullopt;
  }
  return RefusalIn(session.get(), socket->get(), deadline, address);
}

}  // namespace xunjian
