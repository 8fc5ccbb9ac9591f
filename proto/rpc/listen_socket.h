#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>

#include "base/result.h"

namespace xunjian {

// "host:port" or "[v6]:port" in its two parts; kInvalidArgument for anything else.
struct HostAndPort {
  std::string host;
  std::string port;
};
Result<HostAndPort> SplitAddress(const std::string& address);

// A socket that listens there; see Acceptor::Listen for the errors.
Result<boost::asio::ip::tcp::acceptor> ListenOn(boost::asio::io_context& context,
                                                const std::string& address);

}  // namespace xunjian
