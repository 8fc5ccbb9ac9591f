#include "base/utf8.h"
#include "checks/api/detail.h"
#include "checks/api/reasons.h"
#include "checks/engine/read_source.h"
#include "checks/os/reads.h"
#include "checks/os/sysctl_rule.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostKeys = 512;
constexpr std::size_t kLongestValue = 4096;

std::vector<Attribute> ReadKey(const FileSystem& files, std::string_view key) {
  const auto path = SysctlPath(key);
  if (!path) return {{"state", "invalid"}};
  const auto value = files.Read(*path, kLongestValue);
  if (value) {
    return {{"value", CleanLine(value->substr(0, value->find_last_not_of(" \n") + 1), 1024)}};
  }
  if (value.error().code() == ErrorCode::kNotFound) return {{"state", "absent"}};
  if (value.error().code() == ErrorCode::kPermissionDenied) return {{"state", "denied"}};
  std::vector<Attribute> unreadable = {{"state", "unreadable"}};
  AddDetail(value.error().message(), unreadable);
  return unreadable;
}

}  // namespace

Reading ReadOsConfigSysctl(const ReadContext& context, const Parameters&) {
  if (context.baseline == nullptr || context.baseline->entries.empty()) {
    return NotRead{Outcome::kNotApplicable, std::string(reason::kNoBaseline), {}};
  }
  const auto& entries = context.baseline->entries;
  if (entries.size() > kMostKeys) {
    return NotRead{
        Outcome::kUnknown,
        "too_many_keys",
        {{"count", std::to_string(entries.size())}, {"most", std::to_string(kMostKeys)}}};
  }
  // Without /proc/sys every key would look as if this kernel did not have it.
  if (const auto root = context.files.List("/proc/sys"); !root) {
    return NotReadOf(root.error(), "/proc/sys");
  }
  Observation observation;
  for (const auto& [key, entry] : entries) {
    observation.items.push_back({key, {}, ReadKey(context.files, key)});
  }
  return observation;
}

}  // namespace xunjian
