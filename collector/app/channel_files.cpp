#include "collector/app/channel_files.h"

#include <sys/stat.h>

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 256 << 10;  // a bundle of authorities fits
constexpr mode_t kOthers = 0007;

Result<void> RefuseOpenSecret(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0 || (found.st_mode & kOthers) == 0) return Ok();
  return MakeError(ErrorCode::kPermissionDenied,
                   {"{0} can be read by everybody; a secret is its owner's: chmod 0600 {0}",
                    "所有用户都能读取 {0}；密钥只应由其所有者读取：chmod 0600 {0}"},
                   path);
}

Result<Secret> ReadOne(FileStorage& storage, const std::string& path, FileKind kind) {
  auto text = storage.Read(path, kMostBytes);
  if (!text) return text.error();
  if (kind == FileKind::kSecret) {
    if (auto closed = RefuseOpenSecret(path); !closed) return closed.error();
  }
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  if (!text->empty()) return Secret(*std::move(text));
  return MakeError(ErrorCode::kInvalidArgument, {"{} is empty", "{} 为空"}, path);
}

}  // namespace

FileReader ReadChannelFiles(FileStorage& storage, const std::string& folder) {
  return [&storage, folder](const std::string& path, FileKind kind) {
    return ReadOne(storage, path.starts_with('/') ? path : folder + "/" + path, kind);
  };
}

}  // namespace xunjian
