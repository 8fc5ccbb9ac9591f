#include <algorithm>
#include <utility>

#include "collector/engine/engine.h"
#include "collector/engine/without_room.h"

namespace xunjian {
namespace {

// A hold that is shorter delays results by less than the grace that silence has anyway.
constexpr Duration kShortHold = std::chrono::seconds(10);

bool LacksRoom(const Result<void>& outcome) {
  return !outcome && outcome.error().code() == ErrorCode::kUnavailable;
}

}  // namespace

// The room ahead is for the group that finds the disk full.
Result<void> Engine::TryGroup(const std::vector<Decided>& group) {
  auto committed = CommitGroup(group);
  if (LacksRoom(committed) && store_.GiveRoom()) committed = CommitGroup(group);
  return committed;
}

// The model runs ahead of the disk until this returns, and nobody has seen it: writing the same
// changes once more is all that there is to do.
Result<void> Engine::KeepGroup(const std::vector<Decided>& group) {
  auto kept = TryGroup(group);
  while (LacksRoom(kept)) {
    const auto room = store_.TakeRoom();  // says best what is to be done
    if (!Pause(room ? kept.error() : room.error())) return kept;
    kept = TryGroup(group);
  }
  return kept;
}

Result<void> Engine::AwaitRoom() {
  auto room = store_.TakeRoom();
  while (!room && Pause(room.error())) room = store_.TakeRoom();
  if (room) Resume();
  return room;
}

bool Engine::Pause(const Error& reason) {
  std::unique_lock lock(mutex_);
  if (!held_) {
    held_ = reason;
    held_since_ = clock_.Steady();
    lock.unlock();
    if (hooks_.held) hooks_.held(reason);
    lock.lock();
  }
  wake_.wait_for(lock, options_.probe, [this] { return stopping_; });
  if (stopping_) return false;
  lock.unlock();
  AnswerWithoutRoom(reason);
  return true;
}

void Engine::AnswerWithoutRoom(const Error& reason) {
  std::vector<Job> answered;
  {
    const std::scoped_lock lock(mutex_);
    const auto rest = std::stable_partition(queue_.begin(), queue_.end(), [](const Job& job) {
      return WithoutRoomOf(job.event) == WithoutRoom::kWaits;
    });
    answered.assign(std::move_iterator(rest), std::move_iterator(queue_.end()));
    queue_.erase(rest, queue_.end());
  }
  for (const Job& job : answered) {
    const bool refused = WithoutRoomOf(job.event) == WithoutRoom::kRefused;
    if (job.done) job.done(refused ? Result<Reply>(NotDone(reason)) : Reply{});
  }
}

// Agents could not be heard for a while: that is not held against them.
void Engine::Resume() {
  if (!held_) return;  // this thread alone writes it
  const Duration held_for = clock_.Steady() - held_since_;
  {
    const std::scoped_lock lock(mutex_);
    held_.reset();
    if (held_for >= kShortHold)
      queue_.push_front({ListeningResumed{clock_.Steady()}, nullptr, clock_.Steady()});
  }
  if (hooks_.resumed) hooks_.resumed(held_for);
}

}  // namespace xunjian
