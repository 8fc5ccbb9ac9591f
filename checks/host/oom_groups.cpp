#include "checks/host/oom_groups.h"

#include "base/clean_name.h"
#include "checks/engine/flat_keyed.h"

namespace xunjian {
namespace {

constexpr std::string_view kRoot = "/sys/fs/cgroup";
constexpr std::size_t kMostGroups = 64;
constexpr std::size_t kMostName = 128;
constexpr int kMostLevels = 8;

std::uint64_t KillsIn(const FileSystem& files, const std::string& folder) {
  const auto text = files.Read(folder + "/memory.events", FileSystem::kDefaultLimit);
  if (!text) return 0;  // not a group, or gone
  const auto events = ParseFlatKeyed(*text);
  if (!events) return 0;
  const auto kills = events->find("oom_kill");
  return kills == events->end() ? 0 : kills->second;
}

// Adds the groups below `folder` that hold kills and returns how many kills they hold.
std::uint64_t Descend(const FileSystem& files, const std::string& folder, int level,
                      std::vector<OomGroup>& found) {
  const auto names = files.List(folder);
  if (!names) return 0;
  std::uint64_t below = 0;
  for (const std::string& name : *names) {
    const std::string child = folder + "/" + name;
    const std::uint64_t kills = KillsIn(files, child);
    if (kills == 0) continue;
    below += kills;
    const std::uint64_t deeper = level < kMostLevels ? Descend(files, child, level + 1, found) : 0;
    if (kills > deeper && found.size() < kMostGroups) {
      found.push_back({CleanName(child.substr(kRoot.size() + 1), kMostName), kills - deeper});
    }
  }
  return below;
}

}  // namespace

std::vector<OomGroup> ReadOomGroups(const FileSystem& files) {
  std::vector<OomGroup> found;
  Descend(files, std::string(kRoot), 1, found);
  return found;
}

}  // namespace xunjian
