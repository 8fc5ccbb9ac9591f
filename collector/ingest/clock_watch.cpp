#include "collector/ingest/clock_watch.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

constexpr Duration kTolerance = std::chrono::seconds(30);

bool IsNews(const ClockWatch::Judgement& before, const ClockWatch::Judgement& after) {
  if (before.skew.has_value() != after.skew.has_value()) return true;
  return after.skew && std::chrono::abs(*after.skew - *before.skew) > kTolerance;
}

}  // namespace

std::optional<ClockWatch::Judgement> ClockWatch::Look(const TlsIdentity& who, Timestamp theirs,
                                                      Timestamp ours) {
  Watched& watched = agents_[who.id];
  const Duration said = theirs - ours;
  const Duration before = std::exchange(watched.last, said);
  const Duration least = said < Duration::zero() ? std::max(before, said) : said;
  Judgement now;
  if (std::chrono::abs(least) > kTolerance) now.skew = least;

  if (watched.known && !IsNews(*watched.known, now)) return std::nullopt;
  Say(who, watched.known.value_or(Judgement{}), now);
  watched.known = now;
  return now;
}

void ClockWatch::Say(const TlsIdentity& who, const Judgement& before, const Judgement& after) {
  if (after.skew && !before.skew) {
    logger_.Warning(
        "clock of the host is off: its states count from when results arrive",
        {{"host", who.name}, {"agent_id", who.id}, {"skew", FormatDuration(*after.skew)}});
  } else if (before.skew && !after.skew) {
    logger_.Info("clock of the host is right again", {{"host", who.name}, {"agent_id", who.id}});
  }
}

}  // namespace xunjian
