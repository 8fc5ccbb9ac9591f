#include "tests/support/tls_test_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/unique_fd.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};

void Require(bool fine) {
  if (!fine) std::abort();
}

}  // namespace

struct TlsTestServer::State {
  UniqueFd listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  std::unique_ptr<SSL_CTX, FreeContext> context;
  std::thread thread;

  void Listen() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Require(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    Require(::listen(listener.get(), 16) == 0);
  }

  void Load(const std::string& key_pem, const std::string& chain_pem) {
    const TempFolder folder;
    std::ofstream(folder / "key") << key_pem;
    std::ofstream(folder / "chain") << chain_pem;
    context.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
    Require(SSL_CTX_use_certificate_chain_file(context.get(), (folder / "chain").c_str()) == 1);
    Require(SSL_CTX_use_PrivateKey_file(context.get(), (folder / "key").c_str(),
                                        SSL_FILETYPE_PEM) == 1);
  }

  // Ends when the listener is shut down.
  void Serve() {
    sigset_t sigpipe;  // a client may be gone before our last word
    ::sigemptyset(&sigpipe);
    ::sigaddset(&sigpipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &sigpipe, nullptr);
    while (true) {
      const UniqueFd peer(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!peer) return;
      const std::unique_ptr<SSL, FreeSession> session(SSL_new(context.get()));
      SSL_set_fd(session.get(), peer.get());
      SSL_accept(session.get());
    }
  }
};

TlsTestServer::TlsTestServer(const std::string& key_pem, const std::string& chain_pem)
    : state_(std::make_unique<State>()) {
  state_->Listen();
  if (key_pem.empty()) return;
  state_->Load(key_pem, chain_pem);
  state_->thread = std::thread([state = state_.get()] { state->Serve(); });
}

TlsTestServer::~TlsTestServer() {
  ::shutdown(state_->listener.get(), SHUT_RDWR);
  if (state_->thread.joinable()) state_->thread.join();
}

std::string TlsTestServer::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  Require(::getsockname(state_->listener.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return std::to_string(ntohs(address.sin_port));
}

}  // namespace xunjian
