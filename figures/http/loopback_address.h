#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// "127.0.0.1:9420", "[::1]:9420" or "localhost:9420"; port 0 takes a free one. Anything that other
// machines could reach is kInvalidArgument: who asks there is not asked who it is.
Result<boost::asio::ip::tcp::endpoint> ParseLoopbackAddress(std::string_view text);

}  // namespace xunjian
