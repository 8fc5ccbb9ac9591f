#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "checks/engine/starttls.h"
#include "checks/engine/tcp_connect.h"

namespace xunjian {

struct TlsProbeOptions {
  TcpTarget target;
  std::string server_name;   // for SNI and the name check; "": the target's host if it is a name
  std::string extra_ca_pem;  // trusted beside the system's own authorities
  StartTls starttls = StartTls::kNone;
  Duration limit = std::chrono::seconds(3);
};

enum class TlsEnd {
  kCertificate,       // the server showed one
  kNotConnected,      // see TlsProbe::connection
  kTimedOut,          // during the handshake
  kNoCommonProtocol,  // a TLS server that speaks nothing we speak (TLCP, SM2 only)
  kFailed,            // no TLS server, or it broke off
};

enum class TlsChain {
  kTrusted,
  kIncomplete,      // an issuer is neither sent nor known here
  kSelfSigned,      // complete, but its root is not trusted here
  kBroken,          // a signature, purpose or constraint does not hold
  kNationalCrypto,  // could not be verified: SM2 keys or signatures are in it
};

enum class TlsName { kMatches, kDiffers, kNotChecked };

// What a TLS server shows to a client that believes nothing and checks everything. Dates are kept
// apart from the chain: an expired certificate may have a good chain.
struct TlsProbe {
  TlsEnd end = TlsEnd::kFailed;
  TcpEnd connection = TcpEnd::kFailed;
  Duration took{};
  Message detail;  // what the system or OpenSSL said; the latter speaks English only

  std::string protocol;  // "TLSv1.3"; "" when the server broke off after its certificate
  std::string subject;   // RFC 2253
  std::string issuer;
  std::string dns_names;  // of the certificate, comma-separated, the first ones
  std::chrono::sys_seconds not_before;
  std::chrono::sys_seconds not_after;
  // The first to expire of the verified chain, else of the certificate itself.
  std::chrono::sys_seconds chain_not_after;
  TlsChain chain = TlsChain::kBroken;
  TlsName name = TlsName::kNotChecked;
};

std::string_view ToString(TlsEnd end);      // "certificate"
std::string_view ToString(TlsChain chain);  // "trusted"
std::string_view ToString(TlsName name);    // "matches"

// Connects and shakes hands within the limit; old protocol versions and weak keys are accepted, so
// that there is something to look at. Sends no client certificate. Never throws for what a server
// does.
TlsProbe ProbeTls(const TlsProbeOptions& options, const Clock& clock);

}  // namespace xunjian
