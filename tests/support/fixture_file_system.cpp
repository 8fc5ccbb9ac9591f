#include "tests/support/fixture_file_system.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace xunjian {
namespace {

bool IsAtOrBelow(std::string_view path, std::string_view folder) {
  return path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

void MakeParents(const std::string& real_path) {
  std::filesystem::create_directories(std::filesystem::path(real_path).parent_path());
}

}  // namespace

FixtureFileSystem::FixtureFileSystem(std::string root) : own_(own_folder_.path()) {
  if (!root.empty()) tree_.emplace(std::move(root));
}

void FixtureFileSystem::SetFile(const std::string& path, std::string_view text) {
  const std::string real = own_folder_.path() + path;
  MakeParents(real);
  std::ofstream(real, std::ios::binary | std::ios::trunc) << text;
}

void FixtureFileSystem::SetFolder(const std::string& path) {
  std::filesystem::create_directories(own_folder_.path() + path);
}

void FixtureFileSystem::SetLink(const std::string& path, const std::string& target) {
  const std::string real = own_folder_.path() + path;
  MakeParents(real);
  std::filesystem::remove(real);
  std::filesystem::create_symlink(target, real);
}

void FixtureFileSystem::SetSpace(const std::string& path, SpaceUsage space) {
  spaces_[path] = space;
}

void FixtureFileSystem::SetStatus(const std::string& path, FileStatus status) {
  statuses_[path] = status;
}

void FixtureFileSystem::Deny(const std::string& path) { SetError(path, EACCES); }

void FixtureFileSystem::SetMissing(const std::string& path) { SetError(path, ENOENT); }

void FixtureFileSystem::SetError(const std::string& path, int errno_value) {
  errors_[path] = errno_value;
}

Result<std::string> FixtureFileSystem::Read(const std::string& path, std::size_t limit) const {
  if (auto error = ErrorFor(path)) return *error;
  return Holding(path).Read(path, limit);
}

Result<std::vector<std::string>> FixtureFileSystem::List(const std::string& path) const {
  if (auto error = ErrorFor(path)) return *error;
  auto names = own_.List(path);
  if (!tree_) return names;
  auto recorded = tree_->List(path);
  if (!names || !recorded) return names ? names : recorded;
  names->insert(names->end(), recorded->begin(), recorded->end());
  std::sort(names->begin(), names->end());
  names->erase(std::unique(names->begin(), names->end()), names->end());
  return names;
}

Result<FileStatus> FixtureFileSystem::Status(const std::string& path) const {
  if (auto error = ErrorFor(path)) return *error;
  const auto set = statuses_.find(path);
  if (set != statuses_.end()) return set->second;
  return Holding(path).Status(path);
}

Result<std::string> FixtureFileSystem::ReadLink(const std::string& path) const {
  if (auto error = ErrorFor(path)) return *error;
  return Holding(path).ReadLink(path);
}

Result<SpaceUsage> FixtureFileSystem::Space(const std::string& path) const {
  if (auto error = ErrorFor(path)) return *error;
  const auto set = spaces_.find(path);
  if (set != spaces_.end()) return set->second;
  return ErrnoError(ENOENT, Format({"no space was set for {}", "未设置 {} 的空间"}, path));
}

std::optional<Error> FixtureFileSystem::ErrorFor(const std::string& path) const {
  for (const auto& [failing, errno_value] : errors_) {
    if (IsAtOrBelow(path, failing)) {
      return ErrnoError(errno_value, Format({"cannot read {}", "无法读取 {}"}, path));
    }
  }
  return std::nullopt;
}

const RootedFileSystem& FixtureFileSystem::Holding(const std::string& path) const {
  return !tree_ || own_.Status(path) ? own_ : *tree_;
}

}  // namespace xunjian
