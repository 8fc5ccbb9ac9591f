#include "figures/http/figures_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "figures/http/loopback_address.h"
#include "figures_session.h"

namespace xunjian {
using boost::asio::ip::tcp;

namespace {

constexpr auto kBackOff = std::chrono::milliseconds(100);

Result<tcp::acceptor> ListenOn(const boost::asio::any_io_executor& executor,
                               const std::string& address) {
  const auto endpoint = ParseLoopbackAddress(address);
  if (!endpoint) return endpoint.error();
  tcp::acceptor acceptor(executor);
  boost::system::error_code error;
  acceptor.open(endpoint->protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(*endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (!error) return acceptor;
  const bool in_use = error == boost::asio::error::address_in_use;
  return MakeError(in_use ? ErrorCode::kConflict : ErrorCode::kInvalidArgument,
                   {"cannot listen on {0}: {1}", "无法监听 {0}：{1}"}, address, error.message());
}

}  // namespace

class FiguresServer::Impl final : public std::enable_shared_from_this<Impl> {
 public:
  Impl(tcp::acceptor acceptor, const FiguresServerOptions& options, FiguresPages pages)
      : acceptor_(std::move(acceptor)),
        timer_(acceptor_.get_executor()),
        options_(options),
        pages_(std::move(pages)),
        port_(acceptor_.local_endpoint().port()) {}

  int port() const { return port_; }

  void Accept() {
    acceptor_.async_accept(
        [self = shared_from_this()](boost::system::error_code error, tcp::socket socket) {
          if (self->closed_) return;
          if (error) return self->BackOff();
          self->Serve(std::move(socket));
          self->Accept();
        });
  }

  // What is under way ends unanswered.
  void Close() {
    closed_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    timer_.cancel();
  }

 private:
  void BackOff() {
    timer_.expires_after(kBackOff);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error && !self->closed_) self->Accept();
    });
  }

  void Serve(tcp::socket socket) {
    if (open_ >= options_.connections) return;  // closes it
    ++open_;
    const auto self = shared_from_this();
    ServeConnection(
        std::move(socket), options_.time_limit,
        [self](const std::string& method, const std::string& target) {
          return self->Answer(method, target);
        },
        [self] { --self->open_; });
  }

  HttpAnswer Answer(const std::string& method, const std::string& target) const {
    const std::string path = target.substr(0, target.find('?'));
    if (closed_ || (path != "/metrics" && path != "/healthz")) {
      return {.status = 404, .body = "only /metrics and /healthz are here\n"};
    }
    if (method != "GET") return {.status = 405, .body = "only GET\n"};
    if (path == "/metrics") {
      return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = pages_.metrics()};
    }
    const Health health = pages_.health();
    return {.status = health.good ? 200 : 503, .body = health.line + "\n"};
  }

  tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
  const FiguresServerOptions options_;
  const FiguresPages pages_;
  const int port_;
  std::size_t open_ = 0;
  bool closed_ = false;
};

FiguresServer::FiguresServer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

FiguresServer::~FiguresServer() { impl_->Close(); }

Result<std::unique_ptr<FiguresServer>> FiguresServer::Start(boost::asio::any_io_executor executor,
                                                            const FiguresServerOptions& options,
                                                            FiguresPages pages) {
  auto acceptor = ListenOn(executor, options.address);
  if (!acceptor) return acceptor.error();
  auto impl = std::make_shared<Impl>(*std::move(acceptor), options, std::move(pages));
  impl->Accept();
  return std::unique_ptr<FiguresServer>(new FiguresServer(std::move(impl)));
}

int FiguresServer::port() const { return impl_->port(); }

}  // namespace xunjian
