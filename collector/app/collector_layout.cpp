#include "collector/app/collector_layout.h"

#include <sys/un.h>

#include <algorithm>

namespace xunjian {
namespace {

constexpr std::size_t kMostSocketBytes = sizeof(sockaddr_un::sun_path) - 1;  // a NUL ends it

}  // namespace

Result<void> CheckLayout(const CollectorLayout& layout) {
  if (layout.folder.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"--dir is empty; name a folder, for example /var/lib/xunjian-collector",
                      "--dir 为空；请给出目录，例如 /var/lib/xunjian-collector"});
  }
  const std::size_t bytes = layout.operator_socket().size();
  if (bytes <= kMostSocketBytes) return Ok();
  return MakeError(
      ErrorCode::kInvalidArgument,
      {"--dir {0}: the path of the socket in it would have {1} bytes, and a socket's path has at "
       "most {2}; choose a folder whose path is at least {3} bytes shorter",
       "--dir {0}：其中套接字的路径将有 {1} 字节，而套接字路径最多 {2} 字节；"
       "请选择路径至少短 {3} 字节的目录"},
      layout.folder, bytes, kMostSocketBytes, bytes - kMostSocketBytes);
}

Result<void> RequireDatabase(FileStorage& storage, const CollectorLayout& layout) {
  const auto names = storage.List(layout.folder);
  if (!names) return names.error();
  if (std::find(names->begin(), names->end(), "xunjian.db") != names->end()) return Ok();
  return MakeError(ErrorCode::kNotFound,
                   {"the database {} is missing; put it back (is a disk not mounted?)",
                    "数据库 {} 不存在；请恢复它（是否有磁盘未挂载？）"},
                   layout.database());
}

}  // namespace xunjian
