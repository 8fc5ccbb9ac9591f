#include "figures_session.h"

#include <array>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <utility>

namespace xunjian {
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::uint32_t kMostRequestBytes = 8 << 10;
constexpr int kMostDrained = 16;  // readings

class Session final : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket socket, HttpAsk ask, std::function<void()> done)
      : stream_(std::move(socket)), ask_(std::move(ask)), done_(std::move(done)) {
    parser_.header_limit(kMostRequestBytes);
    parser_.body_limit(0);
  }

  ~Session() { done_(); }

  // One deadline for everything: a peer that is slow on purpose gets no more by going on.
  void Start(Duration time_limit) {
    stream_.expires_after(time_limit);
    http::async_read(
        stream_, buffer_, parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->Answer(error); });
  }

 private:
  void Answer(beast::error_code error) {
    if (!error) {
      const auto& request = parser_.get();
      return Write(ask_(std::string(request.method_string()), std::string(request.target())));
    }
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return Write({.status = 431, .body = "the request is too large\n"});
    }
    if (error == http::error::body_limit || error == http::error::unexpected_body) {
      return Write({.status = 413, .body = "a request has no body here\n"});
    }
    if (error.category() == beast::error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
      return Write({.status = 400, .body = "this is no HTTP request\n"});
    }
  }

  void Write(HttpAnswer answer) {
    response_.result(static_cast<unsigned>(answer.status));
    response_.version(11);
    response_.keep_alive(false);
    response_.set(http::field::content_type, answer.content_type);
    response_.set(http::field::cache_control, "no-store");
    if (answer.status == 405) response_.set(http::field::allow, "GET");
    response_.body() = std::move(answer.body);
    response_.prepare_payload();
    http::async_write(stream_, response_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        if (!error) self->Close();
                      });
  }

  void Close() {
    beast::error_code ignored;
    stream_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    Drain();
  }

  // A socket that is closed with bytes unread resets the connection, and the answer may be lost.
  void Drain() {
    stream_.async_read_some(boost::asio::buffer(rest_),
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                              if (!error && ++self->drained_ < kMostDrained) self->Drain();
                            });
  }

  beast::tcp_stream stream_;
  const HttpAsk ask_;
  const std::function<void()> done_;
  beast::flat_buffer buffer_{kMostRequestBytes};
  http::request_parser<http::empty_body> parser_;
  http::response<http::string_body> response_;
  std::array<char, 4096> rest_{};
  int drained_ = 0;
};

}  // namespace

void ServeConnection(boost::asio::ip::tcp::socket socket, Duration time_limit, HttpAsk ask,
                     std::function<void()> done) {
  std::make_shared<Session>(std::move(socket), std::move(ask), std::move(done))->Start(time_limit);
}

}  // namespace xunjian
