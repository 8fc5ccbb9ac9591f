#include "damage_log.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostRemembered = 10'000;

}  // namespace

void DamageLog::AddRecords(std::uint64_t count) {
  const std::scoped_lock lock(mutex_);
  records_.count += count;
}

void DamageLog::Add(Places& places, std::uint64_t file, std::uint64_t offset) {
  const std::scoped_lock lock(mutex_);
  if (places.known.size() >= kMostRemembered) return;
  if (places.known.emplace(file, offset).second) ++places.count;
}

std::uint64_t DamageLog::CountOf(const Places& places) const {
  const std::scoped_lock lock(mutex_);
  return places.count;
}

}  // namespace xunjian
