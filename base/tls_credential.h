#pragma once

#include <string>

namespace xunjian {

// One end's part of mutual TLS, as PEM text. The other end is trusted when its certificate comes
// from this CA, and is who its certificate says. Without certificate and key: a stranger.
struct TlsCredential {
  std::string ca_pem;
  std::string certificate_pem;
  std::string key_pem;
};

}  // namespace xunjian
