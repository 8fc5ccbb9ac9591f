#include "checks/host/mount_verdict.h"

#include "checks/api/reasons.h"

namespace xunjian {

std::optional<Verdict> UnreadMountVerdict(const ObservedItem& mount) {
  const std::string* unread = mount.FindAttribute("unread");
  if (unread == nullptr) return std::nullopt;
  const bool denied = *unread == "denied";
  Verdict verdict{mount.item,
                  denied ? Outcome::kDenied : Outcome::kUnknown,
                  std::string(denied ? reason::kDenied : reason::kUnreadable),
                  {{"source", mount.item}},
                  {}};
  for (const std::string_view name : {"detail", "detail_zh"}) {
    const std::string* value = mount.FindAttribute(name);
    if (value != nullptr) verdict.arguments.push_back({std::string(name), *value});
  }
  return verdict;
}

std::vector<Verdict> JudgeMounts(const JudgeInput& input, JudgeMount judge) {
  const std::vector<ObservedItem>& mounts = input.window.newest().observation.items;
  std::vector<Verdict> verdicts;
  for (const ObservedItem& mount : mounts) {
    std::optional<Verdict> unread = UnreadMountVerdict(mount);
    verdicts.push_back(unread ? *std::move(unread) : judge(input, mount));
  }
  if (mounts.empty()) {
    verdicts.push_back({"", Outcome::kNotApplicable, std::string(kNoLocalFileSystem.code), {}, {}});
  }
  return verdicts;
}

}  // namespace xunjian
