#include "checks/plugin/plugin_program.h"

#include <fmt/format.h>

#include "base/digest.h"

namespace xunjian {
namespace {

constexpr int kMostLinks = 8;
constexpr std::size_t kLargestProgram = 64 << 20;
constexpr mode_t kOthersMayWrite = 022;
constexpr mode_t kMayExecute = 0111;

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

Message Explain(const ProgramProblem& problem) {
  if (problem.code == "unsafe_program") {
    return Format({"others may change it ({}); it must belong to root or to the runner's user, and "
                   "be writable by nobody else",
                   "他人可以修改它（{1}）；它必须属于 root 或执行器的用户，且其他人不可写"},
                  problem.detail.en, problem.detail.zh);
  }
  if (problem.code == "program_changed") {
    return Format({"it is not the program whose SHA-256 the allow list gives",
                   "其 SHA-256 与允许清单中的不符"});
  }
  return problem.detail;
}

}  // namespace

std::optional<ProgramProblem> CheckProgram(const FileSystem& files, const AllowedPlugin& plugin,
                                           uid_t running_user) {
  const auto path = FollowLinks(files, plugin.path);
  if (!path) return ProgramProblem{"not_started", path.error().message()};
  const auto status = files.Status(*path);
  if (!status) return ProgramProblem{"not_started", status.error().message()};
  if (status->kind != FileStatus::Kind::kFile) {
    return ProgramProblem{"not_started",
                          {*path + " is not a regular file", *path + " 不是普通文件"}};
  }
  if ((status->mode & kMayExecute) == 0) {
    return ProgramProblem{"not_started", Format({"{} is not executable (mode {:o}); chmod +x it",
                                                 "{} 不可执行（权限 {:o}），请执行 chmod +x"},
                                                *path, status->mode & 07777)};
  }
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

std::vector<Message> FindProgramProblems(const FileSystem& files, const PluginAllowList& plugins,
                                         uid_t running_user) {
  std::vector<Message> problems;
  for (const AllowedPlugin& plugin : plugins.plugins()) {
    const auto problem = CheckProgram(files, plugin, running_user);
    if (!problem) continue;
    const Message what = Explain(*problem);
    problems.push_back(Format({"plugin '{0}': {1}: {2}", "插件“{0}”：{1}：{3}"}, plugin.name,
                              plugin.path, what.en, what.zh));
  }
  return problems;
}

}  // namespace xunjian
