#include "collector/ingest/clock_watch.h"

namespace xunjian {
namespace {

constexpr Duration kTolerance = std::chrono::minutes(10);

}  // namespace

void ClockWatch::Look(const TlsIdentity& who, Timestamp observed_at, Timestamp now) {
  const Duration ahead = observed_at - now;
  if (ahead <= kTolerance) {
    ahead_.erase(who.id);
  } else if (ahead_.insert(who.id).second) {
    logger_.Warning("clock of the host is ahead: its states count from when results arrive",
                    {{"host", who.name},
                     {"agent_id", who.id},
                     {"observed_at", FormatRfc3339(observed_at)},
                     {"ahead", FormatDuration(ahead)}});
  }
}

}  // namespace xunjian
