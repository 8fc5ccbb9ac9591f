#include "agent/link/socket_address.h"

#include <sys/un.h>

namespace xunjian {

Result<boost::asio::local::stream_protocol::endpoint> SocketAddress(const std::string& path) {
  constexpr std::size_t kLimit = sizeof(sockaddr_un::sun_path) - 1;
  if (path.empty() || path.size() > kLimit) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"socket path {} has {} bytes; the kernel takes 1 to {}: choose a shorter folder",
         "套接字路径 {} 长 {} 字节，内核只接受 1 到 {} 字节：请换一个更短的目录"},
        path, path.size(), kLimit);
  }
  return boost::asio::local::stream_protocol::endpoint(path);
}

}  // namespace xunjian
