#include "base/ids.h"
#include "spool_epoch.h"
#include "spool_limits.h"

namespace xunjian {

// No record is touched: whose number is whose stands in the position. The segment that grows names
// one life, so it ends here.
Result<void> SpoolEpoch::Renew(std::uint64_t first) {
  if (auto sealed = SealActive(); !sealed) return sealed;
  if (lives_.list().size() >= kMaxSavedLives) {
    return MakeError(ErrorCode::kConflict,
                     {"the spool was copied {} times within a day", "队列一天内被复制了 {} 次"},
                     kMaxSavedLives);
  }
  const SpoolLives before = lives_;
  lives_.Begin(RandomEpoch(), first);
  auto saved = WithReserve([&] { return SavePosition(PositionNow()); });
  if (!saved) lives_ = before;
  return saved;
}

}  // namespace xunjian
