#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/unique_fd.h"

namespace xunjian {

// One client of a test server, with or without TLS. Every wait ends after 5 s, so that no test
// hangs.
class LoopbackClient {
 public:
  explicit LoopbackClient(UniqueFd socket);
  ~LoopbackClient();

  bool StartTls(SSL_CTX* context);
  bool Say(const std::string& text);
  std::optional<std::string> ReadLine();                   // without its line end
  std::optional<std::string> ReadBytes(std::size_t size);  // exactly so many

 private:
  bool Fill();

  UniqueFd socket_;
  struct FreeSession {
    void operator()(SSL* session) const { SSL_free(session); }
  };
  std::unique_ptr<SSL, FreeSession> tls_;
  std::string unread_;
};

// Serves clients on 127.0.0.1, one after the other, on a thread of its own.
class LoopbackListener {
 public:
  explicit LoopbackListener(std::function<void(LoopbackClient&)> serve);
  ~LoopbackListener();
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;

  const std::string& port() const { return port_; }

 private:
  void Run();

  const std::function<void(LoopbackClient&)> serve_;
  std::string port_;
  UniqueFd listener_;
  std::atomic<int> client_ = -1;  // shut down with the listener
  std::thread thread_;
};

// A server's context of a key and its chain, PEM.
std::shared_ptr<SSL_CTX> ServerContext(const std::string& key_pem, const std::string& chain_pem);

}  // namespace xunjian
