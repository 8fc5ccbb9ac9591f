#include "plugin_program.h"

#include <fmt/format.h>

#include "base/digest.h"

namespace xunjian {
namespace {

constexpr int kMostLinks = 8;
constexpr std::size_t kLargestProgram = 64 << 20;
constexpr mode_t kOthersMayWrite = 022;

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// Where the symbolic links of the last part of the path end.
Result<std::string> FollowLinks(const FileSystem& files, std::string path) {
  for (int i = 0; i < kMostLinks; ++i) {
    const auto status = files.Status(path);
    if (!status) return status.error();
    if (status->kind != FileStatus::Kind::kSymlink) return path;
    const auto target = files.ReadLink(path);
    if (!target) return target.error();
    path = target->starts_with('/') ? *target : FolderOf(path) + "/" + *target;
  }
  return MakeError(ErrorCode::kInvalidArgument, {"too many symbolic links", "符号链接过多"});
}

}  // namespace

std::optional<ProgramProblem> CheckProgram(const FileSystem& files, const AllowedPlugin& plugin,
                                           uid_t running_user) {
  const auto path = FollowLinks(files, plugin.path);
  if (!path) return ProgramProblem{"not_started", path.error().message()};
  const auto status = files.Status(*path);
  if (!status) return ProgramProblem{"not_started", status.error().message()};
  const bool trusted_owner = status->uid == 0 || status->uid == running_user;
  if (!trusted_owner || (status->mode & kOthersMayWrite) != 0) {
    return ProgramProblem{"unsafe_program", Format({"owner {}, mode {:o}", "属主 {}、权限 {:o}"},
                                                   status->uid, status->mode & 07777)};
  }
  if (plugin.sha256.empty()) return std::nullopt;
  const auto program = files.Read(*path, kLargestProgram);
  if (!program) return ProgramProblem{"not_started", program.error().message()};
  if (Sha256Hex(*program) != plugin.sha256) return ProgramProblem{"program_changed", {}};
  return std::nullopt;
}

}  // namespace xunjian
