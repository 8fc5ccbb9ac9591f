#include "agent/app/account.h"

#include <grp.h>
#include <pwd.h>

#include <charconv>
#include <optional>
#include <vector>

namespace xunjian {
namespace {

constexpr std::size_t kEntryBytes = 64 << 10;  // a group of thousands has a long entry

std::optional<unsigned> Number(const std::string& text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<uid_t> FindUser(const std::string& name) {
  if (const std::optional<unsigned> number = Number(name)) return *number;
  std::vector<char> buffer(kEntryBytes);
  passwd entry{};
  passwd* found = nullptr;
  getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (found != nullptr) return found->pw_uid;
  return MakeError(ErrorCode::kNotFound, {"there is no user '{}'", "没有用户 '{}'"}, name);
}

Result<gid_t> FindGroup(const std::string& name) {
  if (const std::optional<unsigned> number = Number(name)) return *number;
  std::vector<char> buffer(kEntryBytes);
  group entry{};
  group* found = nullptr;
  getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (found != nullptr) return found->gr_gid;
  return MakeError(ErrorCode::kNotFound, {"there is no group '{}'", "没有组 '{}'"}, name);
}

}  // namespace xunjian
