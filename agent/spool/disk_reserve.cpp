#include "disk_reserve.h"

namespace xunjian {
namespace {

constexpr Duration kRetry = std::chrono::seconds(5);

}  // namespace

void DiskReserve::Keep(SteadyTime now) {
  if (held_ || bytes_ == 0 || now < next_try_) return;
  held_ = folder_.TakeReserve(bytes_).has_value();
  next_try_ = now + kRetry;
}

bool DiskReserve::Release() {
  if (!held_ || !folder_.ReleaseReserve()) return false;
  held_ = false;
  return true;
}

}  // namespace xunjian
