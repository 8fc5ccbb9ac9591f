#include "agent/link/unix_socket.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace xunjian {
namespace {

using boost::asio::local::stream_protocol;

constexpr mode_t kSocketMode = 0660;

// A socket file outlives its process; only one that still answers may stop us.
Result<void> RemoveDeadSocket(boost::asio::io_context& io, const std::string& path,
                              const stream_protocol::endpoint& address) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return Ok();
  if (!S_ISSOCK(status.st_mode)) {
    return MakeError(ErrorCode::kConflict, {"{} exists and is no socket", "{} 已存在且不是套接字"},
                     path);
  }
  stream_protocol::socket probe(io);
  boost::system::error_code error;
  probe.connect(address, error);
  if (!error) {
    return MakeError(ErrorCode::kConflict,
                     {"another runner answers on {}", "{} 上已有另一个执行器在应答"}, path);
  }
  if (unlink(path.c_str()) != 0 && errno != ENOENT) {
    return ErrnoError(errno, Format({"cannot remove {}", "无法删除 {}"}, path));
  }
  return Ok();
}

}  // namespace

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

Result<stream_protocol::acceptor> ListenOnPath(boost::asio::io_context& io,
                                               const std::string& path) {
  const Result<stream_protocol::endpoint> address = SocketAddress(path);
  if (!address) return address.error();
  if (Result<void> removed = RemoveDeadSocket(io, path, *address); !removed) {
    return removed.error();
  }
  stream_protocol::acceptor acceptor(io);
  boost::system::error_code error;
  acceptor.open(address->protocol(), error);
  if (!error) acceptor.bind(*address, error);
  if (!error && chmod(path.c_str(), kSocketMode) != 0) {
    error.assign(errno, boost::system::system_category());
  }
  if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  if (error) {
    return ErrnoError(error.value(), Format({"cannot listen on {}", "无法监听 {}"}, path));
  }
  return acceptor;
}

}  // namespace xunjian
