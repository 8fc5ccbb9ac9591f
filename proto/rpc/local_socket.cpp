#include "proto/rpc/local_socket.h"

#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/unique_fd.h"

namespace xunjian {
namespace {

bool SomebodyAnswers(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const UniqueFd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ||
         errno == EAGAIN;
}

}  // namespace

Result<void> ClearSocketPath(const std::string& path) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"the path of the socket {0} is longer than 107 bytes; use a shorter folder",
                      "套接字路径 {0} 超过 107 字节，请使用较短的目录"},
                     path);
  }
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return Ok();
  if (!S_ISSOCK(status.st_mode)) {
    return MakeError(ErrorCode::kConflict,
                     {"{0} is in the way: it is not a socket", "{0} 已存在且不是套接字"}, path);
  }
  if (SomebodyAnswers(path)) {
    return MakeError(ErrorCode::kConflict,
                     {"cannot listen on {0}: address already in use (another collector runs here)",
                      "无法监听 {0}：地址已被占用（已有采集器在此运行）"},
                     path);
  }
  if (::unlink(path.c_str()) == 0) return Ok();
  return ErrnoError(errno, Format({"cannot remove {0}", "无法删除 {0}"}, path));
}

Result<void> CloseSocketToOthers(const std::string& path) {
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) == 0) return Ok();
  return ErrnoError(errno, Format({"cannot protect {0}", "无法设置 {0} 的权限"}, path));
}

std::string NameOfOwnUser() {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
  return found == nullptr ? std::to_string(::getuid()) : std::string(found->pw_name);
}

}  // namespace xunjian
