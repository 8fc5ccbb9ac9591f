#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// Who stands at the other end of a mutual TLS connection: read from the certificate's URI name
// "xunjian://<site>/<kind>/<id>", and from nothing else. `name` is the common name: the host's or
// the person's name, for people; `id` is what rows refer to.
struct TlsIdentity {
  enum class Kind { kAgent, kOperator, kCollector };

  Kind kind = Kind::kAgent;
  std::string site;
  std::string id;
  std::string name;
  std::string fingerprint;  // SHA-256 of the certificate, 64 hex digits; empty before it is signed

  friend bool operator==(const TlsIdentity&, const TlsIdentity&) = default;
};

std::string_view ToString(TlsIdentity::Kind kind);
std::string ToUri(const TlsIdentity& identity);
Result<TlsIdentity> ParseIdentityUri(std::string_view uri);

// The DNS name in every collector certificate; our clients expect it whatever address they dial,
// because trust is the pinned CA, not the name service.
inline constexpr std::string_view kCollectorTlsName = "collector.xunjian.internal";

}  // namespace xunjian
