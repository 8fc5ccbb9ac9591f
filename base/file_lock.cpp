#include "base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace xunjian {

Result<UniqueFd> LockFile(const std::string& path, const Message& what) {
  UniqueFd lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock) return ErrnoError(errno, Format({"cannot open {}", "无法打开 {}"}, path));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) {
    return ErrnoError(errno, Format({"cannot lock {}", "无法锁定 {}"}, path));
  }
  return Error(ErrorCode::kConflict,
               {what.en + " is in use by another process", what.zh + "正被另一个进程使用"});
}

}  // namespace xunjian
