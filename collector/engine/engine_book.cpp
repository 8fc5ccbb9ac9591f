#include "engine_book.h"

namespace xunjian {
namespace {

// Reasons are words of ours and few; should that ever change, the figures stay bounded.
void AddTo(std::map<std::string, std::uint64_t>& by_reason, std::string_view reason,
           std::uint64_t times) {
  constexpr std::size_t kMostReasons = 32;
  const std::string key(reason);
  const bool fits = by_reason.contains(key) || by_reason.size() < kMostReasons;
  by_reason[fits ? key : "other"] += times;
}

}  // namespace

void EngineBook::Note(const Event& event, const Changes& changes) {
  const std::scoped_lock lock(mutex_);
  ++figures_.events;
  if (const auto* batch = std::get_if<BatchArrived>(&event)) NoteBatch(*batch, changes);
}

void EngineBook::NoteBatch(const BatchArrived& arrived, const Changes& changes) {
  const std::uint64_t results = arrived.batch->rows().size();
  ++figures_.batches;
  figures_.arrived_results += results;
  if (!changes.reply) return;
  std::uint64_t rejected = 0;
  for (const Effect& effect : changes.effects) {
    const auto* reject = std::get_if<SendReject>(&effect);
    if (!reject) continue;
    const std::uint64_t count = reject->reject.range.last - reject->reject.range.first + 1;
    AddTo(figures_.rejected_results, reject->reject.reason, count);
    rejected += count;
  }
  for (const GapRecord& gap : changes.gaps) {
    if (gap.gap.reason == GapReason::kRejected) continue;
    AddTo(figures_.missing_results, ToString(gap.gap.reason), gap.gap.count);
  }
  const std::uint64_t fresh = changes.results ? changes.results->fresh.size() : 0;
  figures_.new_results += fresh;
  figures_.duplicates += results - fresh - rejected;
}

void EngineBook::Committed(Duration took, SteadyTime now) {
  commit_time_.Add(took, now);
  const std::scoped_lock lock(mutex_);
  ++figures_.commits;
}

void EngineBook::Look(const Model& model) {
  const std::scoped_lock lock(mutex_);
  figures_.hosts = model.hosts.size();
  figures_.open_incidents = model.incidents.size();
  figures_.pending_notifications = model.outbox.size();
}

void EngineBook::Refused() {
  const std::scoped_lock lock(mutex_);
  ++figures_.refused_events;
}

EngineFigures EngineBook::Read(SteadyTime now) const {
  EngineFigures figures;
  {
    const std::scoped_lock lock(mutex_);
    figures = figures_;
  }
  figures.ack_time = ack_time_.Read(now);
  figures.commit_time = commit_time_.Read(now);
  return figures;
}

}  // namespace xunjian
