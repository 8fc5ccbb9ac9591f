#pragma once

#include <memory>
#include <string>

namespace xunjian {

// A TLS 1.3 server on 127.0.0.1 that shakes hands with everyone, one after the other, and says
// nothing. `chain_pem` is its certificate and what it sends with it; both empty: it accepts and
// stays silent.
class TlsTestServer {
 public:
  TlsTestServer(const std::string& key_pem, const std::string& chain_pem);
  ~TlsTestServer();
  std::string port() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace xunjian
