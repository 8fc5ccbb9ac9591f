#pragma once

#include <optional>

#include "checks/api/check_type.h"

namespace xunjian {

// DENIED or UNKNOWN for a mount that statvfs could not look into (attributes unread and detail);
// nothing for one that was read.
std::optional<Verdict> UnreadMountVerdict(const ObservedItem& mount);

// One verdict a mount of the newest sample: what was not read as above, the rest by `judge`. A host
// without any file system of its own is NOT_APPLICABLE "no_local_fs".
using JudgeMount = Verdict (*)(const JudgeInput& input, const ObservedItem& mount);
std::vector<Verdict> JudgeMounts(const JudgeInput& input, JudgeMount judge);

inline constexpr ReasonText kNoLocalFileSystem = {
    "no_local_fs", {"no writable local file system is mounted", "没有挂载可写的本地文件系统"}};

}  // namespace xunjian
