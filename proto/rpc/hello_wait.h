#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "base/time.h"

namespace xunjian {

// Waits on a fresh connection for its ClientHello without taking a byte of it, so that gRPC finds
// everything still there. A hello without TLS 1.3 is answered with the alert "protocol version".
// Lives in its own handlers until it has called `done`, once, on the socket's executor.
class HelloWait : public std::enable_shared_from_this<HelloWait> {
 public:
  // The socket when it offers TLS 1.3, nothing otherwise.
  using Done = std::function<void(std::optional<boost::asio::ip::tcp::socket>)>;

  HelloWait(boost::asio::ip::tcp::socket socket, Done done);
  void Start(Duration deadline);

 private:
  void WaitForMore();
  void Examine();
  void RefuseAsTooOld();
  void Finish(bool accepted);

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer deadline_;
  Done done_;
  std::size_t seen_ = 0;  // bytes
};

}  // namespace xunjian
