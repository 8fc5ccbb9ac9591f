#include "collector/store/sqlite/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace xunjian {

Result<UniqueFd> LockForWriting(const std::string& path) {
  const std::string name = path + ".lock";
  UniqueFd lock(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock) return ErrnoError(errno, Format({"cannot open {}", "无法打开 {}"}, name));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) {
    return ErrnoError(errno, Format({"cannot lock {}", "无法锁定 {}"}, name));
  }
  return MakeError(ErrorCode::kConflict,
                   {"{} is in use by another collector", "{} 正被另一个采集中心使用"}, path);
}

}  // namespace xunjian
