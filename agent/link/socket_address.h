#pragma once

#include <boost/asio/local/stream_protocol.hpp>
#include <string>

#include "base/result.h"

namespace xunjian {

// The address of a unix socket; a path the kernel cannot take (107 bytes) is kInvalidArgument.
Result<boost::asio::local::stream_protocol::endpoint> SocketAddress(const std::string& path);

}  // namespace xunjian
