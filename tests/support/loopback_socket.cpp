#include "tests/support/loopback_socket.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

void Require(bool fine) {
  if (!fine) std::abort();
}

UniqueFd Listen(std::string& port) {
  UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  Require(::bind(listener.get(), generic, size) == 0);
  Require(::listen(listener.get(), 64) == 0);
  Require(::getsockname(listener.get(), generic, &size) == 0);
  port = std::to_string(ntohs(address.sin_port));
  return listener;
}

void IgnoreBrokenPipes() {
  sigset_t sigpipe;
  ::sigemptyset(&sigpipe);
  ::sigaddset(&sigpipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &sigpipe, nullptr);
}

}  // namespace

LoopbackClient::LoopbackClient(UniqueFd socket) : socket_(std::move(socket)) {
  const timeval limit{5, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
}

LoopbackClient::~LoopbackClient() = default;

bool LoopbackClient::StartTls(SSL_CTX* context) {
  tls_.reset(SSL_new(context));
  SSL_set_fd(tls_.get(), socket_.get());
  return SSL_accept(tls_.get()) == 1;
}

bool LoopbackClient::Say(const std::string& text) {
  const int size = static_cast<int>(text.size());
  if (tls_) return SSL_write(tls_.get(), text.data(), size) == size;
  return ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL) == size;
}

bool LoopbackClient::Fill() {
  char buffer[4096];
  const auto got = tls_ ? SSL_read(tls_.get(), buffer, sizeof(buffer))
                        : static_cast<int>(::recv(socket_.get(), buffer, sizeof(buffer), 0));
  if (got <= 0) return false;
  unread_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> LoopbackClient::ReadLine() {
  std::size_t end = 0;
  while ((end = unread_.find('\n')) == std::string::npos) {
    if (!Fill()) return std::nullopt;
  }
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::optional<std::string> LoopbackClient::ReadBytes(std::size_t size) {
  while (unread_.size() < size) {
    if (!Fill()) return std::nullopt;
  }
  std::string bytes = unread_.substr(0, size);
  unread_.erase(0, size);
  return bytes;
}

LoopbackListener::LoopbackListener(std::function<void(LoopbackClient&)> serve)
    : serve_(std::move(serve)), listener_(Listen(port_)), thread_([this] { Run(); }) {}

LoopbackListener::~LoopbackListener() {
  ::shutdown(listener_.get(), SHUT_RDWR);
  if (const int client = client_; client >= 0) ::shutdown(client, SHUT_RDWR);
  thread_.join();
}

void LoopbackListener::Run() {
  IgnoreBrokenPipes();
  for (;;) {
    UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket) return;
    client_ = socket.get();
    LoopbackClient client(std::move(socket));
    serve_(client);
    client_ = -1;
  }
}

std::shared_ptr<SSL_CTX> ServerContext(const std::string& key_pem, const std::string& chain_pem) {
  const TempFolder folder;
  std::ofstream(folder / "key") << key_pem;
  std::ofstream(folder / "chain") << chain_pem;
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  Require(SSL_CTX_use_certificate_chain_file(context.get(), (folder / "chain").c_str()) == 1);
  Require(SSL_CTX_use_PrivateKey_file(context.get(), (folder / "key").c_str(), SSL_FILETYPE_PEM) ==
          1);
  return context;
}

}  // namespace xunjian
