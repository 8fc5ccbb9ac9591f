#include "collector/store/sqlite/room_ahead.h"

#include <utility>

#include "collector/store/sqlite/full_disk.h"

namespace xunjian {
namespace {

constexpr mode_t kFileMode = 0600;

std::string ReserveOf(const std::string& path) { return path + ".reserve"; }

}  // namespace

RoomAhead::RoomAhead(FileStorage& storage, std::string path, std::uint64_t bytes)
    : storage_(&storage), path_(std::move(path)), bytes_(bytes) {}

Result<void> RoomAhead::Take() {
  if (settled_ || bytes_ == 0) return Ok();
  const auto taken = storage_->TakeRoom(ReserveOf(path_), bytes_, kFileMode);
  if (!taken && taken.error().code() == ErrorCode::kUnavailable) return DiskFull(path_);
  settled_ = true;
  return Ok();
}

bool RoomAhead::Give() {
  settled_ = false;
  return storage_->Remove(ReserveOf(path_)).has_value();
}

}  // namespace xunjian
