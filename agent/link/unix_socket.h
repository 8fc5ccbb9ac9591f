#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <string>

#include "base/result.h"

namespace xunjian {

// The address of a unix socket; a path the kernel cannot take (107 bytes) is kInvalidArgument.
Result<boost::asio::local::stream_protocol::endpoint> SocketAddress(const std::string& path);

// Listens on `path`, mode 0660. A socket left behind by a dead process is replaced; one that
// answers, and a file that is no socket, are kConflict.
Result<boost::asio::local::stream_protocol::acceptor> ListenOnPath(boost::asio::io_context& io,
                                                                   const std::string& path);

}  // namespace xunjian
