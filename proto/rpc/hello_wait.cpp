#include "proto/rpc/hello_wait.h"

#include <sys/socket.h>

#include <boost/asio/socket_base.hpp>
#include <string>

#include "proto/rpc/client_hello.h"

namespace xunjian {
namespace asio = boost::asio;

HelloWait::HelloWait(asio::ip::tcp::socket socket, Done done)
    : socket_(std::move(socket)), deadline_(socket_.get_executor()), done_(std::move(done)) {}

void HelloWait::Start(Duration deadline) {
  deadline_.expires_after(deadline);
  deadline_.async_wait([self = shared_from_this()](boost::system::error_code error) {
    if (!error) self->Finish(false);
  });
  WaitForMore();
}

void HelloWait::WaitForMore() {
  // Peeked bytes stay readable: only more than was seen may wake us again.
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::receive_low_watermark(static_cast<int>(seen_ + 1)),
                     ignored);
  socket_.async_wait(asio::socket_base::wait_read,
                     [self = shared_from_this()](boost::system::error_code error) {
                       if (error) return self->Finish(false);
                       self->Examine();
                     });
}

void HelloWait::Examine() {
  if (!done_) return;
  std::string bytes(kMostHelloBytes, '\0');
  const ssize_t size =
      ::recv(socket_.native_handle(), bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
  if (size <= 0 || static_cast<std::size_t>(size) <= seen_) return Finish(false);  // it hung up
  seen_ = static_cast<std::size_t>(size);
  bytes.resize(seen_);
  switch (ExamineHello(bytes)) {
    case HelloVerdict::kNeedMore:
      return WaitForMore();
    case HelloVerdict::kOffersTls13:
      return Finish(true);
    case HelloVerdict::kTooOld:
      return RefuseAsTooOld();
    case HelloVerdict::kNotTls:
      return Finish(false);
  }
}

void HelloWait::RefuseAsTooOld() {
  constexpr unsigned char kProtocolVersionAlert[] = {21, 3, 3, 0, 2, 2, 70};
  // What was peeked is taken, or closing would reset the connection and lose the alert.
  std::string taken(seen_, '\0');
  ::recv(socket_.native_handle(), taken.data(), taken.size(), MSG_DONTWAIT);
  ::send(socket_.native_handle(), kProtocolVersionAlert, sizeof kProtocolVersionAlert,
         MSG_DONTWAIT | MSG_NOSIGNAL);
  Finish(false);
}

void HelloWait::Finish(bool accepted) {
  if (!done_) return;
  const Done done = std::exchange(done_, nullptr);
  deadline_.cancel();
  boost::system::error_code ignored;
  if (!accepted) {
    socket_.close(ignored);
    return done(std::nullopt);
  }
  socket_.set_option(asio::socket_base::receive_low_watermark(1), ignored);
  done(std::move(socket_));
}

}  // namespace xunjian
