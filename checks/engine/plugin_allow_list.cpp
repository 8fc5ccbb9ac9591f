#include "checks/engine/plugin_allow_list.h"

#include <algorithm>

#include "checks/engine/problem_list.h"
#include "plugin_allow_file.h"

namespace xunjian {
namespace {

constexpr mode_t kOthersMayWrite = 022;

bool Trusted(const FileStatus& status, const std::string& path, FileStatus::Kind kind,
             uid_t running_user, ProblemList& problems) {
  if (status.kind != kind) {
    problems.Add(kind == FileStatus::Kind::kDirectory
                     ? Format({"{}: not a folder", "{}：不是目录"}, path)
                     : Format({"{}: not a regular file", "{}：不是普通文件"}, path));
    return false;
  }
  if (status.uid != 0 && status.uid != running_user) {
    problems.Add(Format({"{}: belongs to user {}, not to root or to user {}",
                         "{}：属于用户 {}，而不是 root 或用户 {}"},
                        path, status.uid, running_user));
    return false;
  }
  if ((status.mode & kOthersMayWrite) != 0) {
    problems.Add(Format({"{}: group or others may write it (mode {:o}); chmod go-w it",
                         "{}：组或其他用户可写（权限 {:o}），请执行 chmod go-w"},
                        path, status.mode & 07777));
    return false;
  }
  return true;
}

void LoadFile(const FileSystem& files, const std::string& path, uid_t running_user,
              std::vector<AllowedPlugin>& plugins, ProblemList& problems) {
  const auto status = files.Status(path);
  if (!status) return problems.Add(status.error().message());
  if (!Trusted(*status, path, FileStatus::Kind::kFile, running_user, problems)) return;
  const auto text = files.Read(path, FileSystem::kDefaultLimit);
  if (!text) return problems.Add(text.error().message());
  auto parsed = ParsePluginFile(*text, path);
  if (!parsed) return problems.Add(parsed.error().message());
  for (AllowedPlugin& plugin : *parsed) {
    const bool twice = std::any_of(plugins.begin(), plugins.end(), [&](const AllowedPlugin& other) {
      return other.name == plugin.name;
    });
    if (twice) {
      problems.Add(
          Format({"{}: plugin '{}' is there twice", "{}：插件“{}”重复"}, path, plugin.name));
    }
    plugins.push_back(std::move(plugin));
  }
}

}  // namespace

PluginAllowList::PluginAllowList(std::vector<AllowedPlugin> plugins)
    : plugins_(std::move(plugins)) {}

Result<PluginAllowList> PluginAllowList::Load(const FileSystem& files, const std::string& folder,
                                              uid_t running_user) {
  const auto status = files.Status(folder);
  if (!status) {
    if (status.error().code() == ErrorCode::kNotFound) return PluginAllowList();
    return status.error();
  }
  ProblemList problems({"\n", "\n"});
  std::vector<AllowedPlugin> plugins;
  if (Trusted(*status, folder, FileStatus::Kind::kDirectory, running_user, problems)) {
    const auto names = files.List(folder);
    if (!names) return names.error();
    for (const std::string& name : *names) {
      if (!name.ends_with(".toml")) continue;
      LoadFile(files, folder + "/" + name, running_user, plugins, problems);
    }
  }
  if (!problems.empty()) return problems.ToError();
  return PluginAllowList(std::move(plugins));
}

const AllowedPlugin* PluginAllowList::Find(std::string_view name) const {
  const auto found = std::find_if(plugins_.begin(), plugins_.end(),
                                  [name](const AllowedPlugin& p) { return p.name == name; });
  return found == plugins_.end() ? nullptr : &*found;
}

}  // namespace xunjian
