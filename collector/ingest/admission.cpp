#include "collector/ingest/admission.h"

#include <algorithm>

namespace xunjian {
namespace {

constexpr Duration kMostJitter = std::chrono::seconds(5);

Duration Seconds(double seconds) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

Admission::Admission(AdmissionOptions options, std::function<double()> random)
    : options_(options), random_(std::move(random)) {}

Duration Admission::interval() const { return Seconds(1 / options_.per_second); }

Duration Admission::ahead() const { return interval() * (options_.burst - 1); }

std::optional<Duration> Admission::Arrive(const std::string& agent, SteadyTime now) {
  ForgetMissed(now);
  const auto slot = slots_.find(agent);
  const bool is_known = slot != slots_.end();
  const bool is_early = is_known && now < slot->second;
  if (!is_early && is_known) slots_.erase(slot);
  if (!closed_ && !is_early && (is_known || TakePlace(now))) return std::nullopt;
  return is_early ? Jittered(slot->second - now) : Reserve(agent, now);
}

void Admission::ForgetMissed(SteadyTime now) {
  for (; !in_order_.empty() && in_order_.front().first + options_.grace < now;
       in_order_.pop_front()) {
    const auto& [time, agent] = in_order_.front();
    const auto slot = slots_.find(agent);
    if (slot != slots_.end() && slot->second == time) slots_.erase(slot);
  }
}

bool Admission::TakePlace(SteadyTime now) {
  line_ = std::max(line_, now);
  if (line_ - now > ahead()) return false;
  line_ += interval();
  return true;
}

Duration Admission::Reserve(const std::string& agent, SteadyTime now) {
  if (closed_) line_ = std::max(line_, now + options_.closed + ahead());
  const SteadyTime slot = std::max(line_ - ahead(), now);
  const Duration wait = slot - now;
  // The line is longer than anybody shall wait: come again and ask, all of them at another time.
  if (wait > options_.most) return options_.most - Part(options_.most / 2);
  line_ += interval();
  slots_[agent] = slot;
  in_order_.emplace_back(slot, agent);
  return Jittered(wait);
}

Duration Admission::Part(Duration whole) const {
  return std::chrono::duration_cast<Duration>(whole * random_());
}

// Never before the slot.
Duration Admission::Jittered(Duration wait) const {
  const Duration most = std::min(wait / 4, kMostJitter);
  return std::min(wait + Part(most), options_.most);
}

}  // namespace xunjian
