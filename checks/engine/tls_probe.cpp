#include "checks/engine/tls_probe.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>

#include <ctime>

#include "tls_chain.h"

namespace xunjian {
namespace {

using SslCtxPtr = std::unique_ptr<SSL_CTX, OpenSslDeleter<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, OpenSslDeleter<SSL_free>>;

// OpenSSL writes to the socket without MSG_NOSIGNAL: a server that is gone would end the program.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoSigpipe() {
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

// Called with what the server sent, before anything may fail because of it: a server that wants a
// client certificate breaks off later, and has been seen all the same.
int KeepChain(X509_STORE_CTX* context, void* shown) {
  auto& kept = *static_cast<ShownChain*>(shown);
  X509* leaf = X509_STORE_CTX_get0_cert(context);
  if (leaf != nullptr && X509_up_ref(leaf) == 1) kept.leaf.reset(leaf);
  STACK_OF(X509)* others = X509_STORE_CTX_get0_untrusted(context);
  if (others != nullptr) kept.others.reset(X509_chain_up_ref(others));
  return 1;
}

SslCtxPtr MakeContext(ShownChain& shown) {
  SslCtxPtr context(SSL_CTX_new(TLS_client_method()));
  if (!context) return context;
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context.get(), &KeepChain, &shown);
  return context;
}

TlsEnd EndOfAlert(int reason) {
  switch (reason) {
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
    case SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_NO_PROTOCOLS_AVAILABLE:
    case SSL_R_UNKNOWN_CERTIFICATE_TYPE:
    case SSL_R_WRONG_CERTIFICATE_TYPE:
    case SSL_R_WRONG_SIGNATURE_TYPE:
      return TlsEnd::kNoCommonProtocol;
    default:
      return TlsEnd::kFailed;
  }
}

void NoteFailure(TlsProbe& probe) {
  const unsigned long error = ERR_peek_error();
  probe.end = EndOfAlert(ERR_GET_REASON(error));
  const char* text = error == 0 ? nullptr : ERR_reason_error_string(error);
  probe.detail = text != nullptr ? Message{text, text}
                                 : Message{"the server closed the connection", "服务器关闭了连接"};
}

void ShakeHands(SSL* session, int socket, SteadyTime deadline, const Clock& clock,
                TlsProbe& probe) {
  for (;;) {
    ERR_clear_error();
    const int done = SSL_connect(session);
    if (done == 1) {
      probe.end = TlsEnd::kCertificate;
      probe.protocol = SSL_get_version(session);
      return;
    }
    const int wanted = SSL_get_error(session, done);
    if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE) return NoteFailure(probe);
    const auto readiness =
        wanted == SSL_ERROR_WANT_READ ? Readiness::kReadable : Readiness::kWritable;
    if (WaitFor(socket, readiness, deadline, clock) == Readiness::kTimedOut) {
      probe.end = TlsEnd::kTimedOut;
      return;
    }
  }
}

std::string ExpectedName(const TlsProbeOptions& options) {
  if (!options.server_name.empty()) return options.server_name;
  return IsAddress(options.target.host) ? "" : options.target.host;
}

void ProbeOver(int socket, const TlsProbeOptions& options, SteadyTime deadline, const Clock& clock,
               TlsProbe& probe) {
  if (auto ready = RequestTls(socket, options.starttls, deadline, clock); !ready) {
    probe.detail = ready.error().message();
    return;
  }
  ShownChain shown;
  const SslCtxPtr context = MakeContext(shown);
  const SslPtr session(context ? SSL_new(context.get()) : nullptr);
  const std::string name = ExpectedName(options);
  if (!session || SSL_set_fd(session.get(), socket) != 1) return NoteFailure(probe);
  if (!name.empty() && !IsAddress(name)) SSL_set_tlsext_host_name(session.get(), name.c_str());
  ShakeHands(session.get(), socket, deadline, clock, probe);
  if (!shown.leaf) return;
  probe.end = TlsEnd::kCertificate;
  probe.detail = {};
  DescribeChain(shown, name, options.extra_ca_pem, probe);
}

}  // namespace

std::string_view ToString(TlsEnd end) {
  switch (end) {
    case TlsEnd::kCertificate:
      return "certificate";
    case TlsEnd::kNotConnected:
      return "not_connected";
    case TlsEnd::kTimedOut:
      return "timed_out";
    case TlsEnd::kNoCommonProtocol:
      return "no_common_protocol";
    case TlsEnd::kFailed:
      break;
  }
  return "failed";
}

std::string_view ToString(TlsChain chain) {
  switch (chain) {
    case TlsChain::kTrusted:
      return "trusted";
    case TlsChain::kIncomplete:
      return "incomplete";
    case TlsChain::kSelfSigned:
      return "self_signed";
    case TlsChain::kNationalCrypto:
      return "national_crypto";
    case TlsChain::kBroken:
      break;
  }
  return "broken";
}

std::string_view ToString(TlsName name) {
  switch (name) {
    case TlsName::kMatches:
      return "matches";
    case TlsName::kDiffers:
      return "differs";
    case TlsName::kNotChecked:
      break;
  }
  return "not_checked";
}

TlsProbe ProbeTls(const TlsProbeOptions& options, const Clock& clock) {
  const SteadyTime start = clock.Steady();
  const NoSigpipe no_sigpipe;
  TlsProbe probe;
  const TcpAttempt attempt = ConnectTcp(options.target, options.limit, clock);
  probe.connection = attempt.end;
  if (attempt.end == TcpEnd::kConnected) {
    ProbeOver(attempt.socket.get(), options, start + options.limit, clock, probe);
  } else {
    probe.end = TlsEnd::kNotConnected;
    probe.detail = attempt.detail;
  }
  // What OpenSSL left behind would be taken for the next caller's error.
  ERR_clear_error();
  probe.took = clock.Steady() - start;
  return probe;
}

}  // namespace xunjian
