#include "checks/host/mount_verdict.h"

#include "checks/api/reasons.h"

namespace xunjian {

std::optional<Verdict> UnreadMountVerdict(const ObservedItem& mount) {
  if (const std::string* right = mount.FindAttribute("read_denied")) {
    return Verdict{mount.item,
                   Outcome::kDenied,
                   std::string(reason::kDenied),
                   {{"source", mount.item}, {"right", *right}},
                   {}};
  }
  if (const std::string* detail = mount.FindAttribute("read_error")) {
    return Verdict{mount.item,
                   Outcome::kUnknown,
                   std::string(reason::kUnreadable),
                   {{"source", mount.item}, {"detail", *detail}},
                   {}};
  }
  return std::nullopt;
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
