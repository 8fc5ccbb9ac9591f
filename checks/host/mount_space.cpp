#include "checks/host/mount_space.h"

#include <algorithm>

#include "checks/api/detail.h"
#include "checks/host/local_mounts.h"
#include "checks/host/mount_table.h"

namespace xunjian {
namespace {

double Number(std::uint64_t value) { return static_cast<double>(value); }

ObservedItem ObserveMount(const Mount& mount, const Result<SpaceUsage>& space) {
  ObservedItem item{mount.mount_point, {}, {{"type", mount.type}, {"source", mount.source}}};
  if (!space) {
    const bool denied = space.error().code() == ErrorCode::kPermissionDenied;
    item.attributes.push_back({"unread", denied ? "denied" : "unreadable"});
    AddDetail(space.error().message(), item.attributes);
    return item;
  }
  item.metrics = {{"size_bytes", Number(space->total_bytes), "bytes"},
                  {"free_bytes", Number(space->free_bytes), "bytes"},
                  {"available_bytes", Number(space->available_bytes), "bytes"},
                  {"total_inodes", Number(space->total_inodes), "count"},
                  {"available_inodes", Number(space->available_inodes), "count"}};
  return item;
}

}  // namespace

Reading ReadMountSpace(const ReadContext& context, const Parameters& parameters) {
  const MountTable mounts = ReadLocalMounts(context.files);
  if (!mounts) return mounts.error();
  const std::vector<std::string> excluded = parameters.Strings("exclude");
  Observation observation;
  for (const Mount& mount : *mounts) {
    const bool unwanted =
        std::find(excluded.begin(), excluded.end(), mount.mount_point) != excluded.end();
    if (unwanted || IsReadOnly(mount)) continue;
    const Result<SpaceUsage> space = context.files.Space(mount.mount_point);
    if (space && space->total_bytes == 0) continue;
    observation.items.push_back(ObserveMount(mount, space));
  }
  return observation;
}

}  // namespace xunjian
