#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "collector/decide/decide.h"
#include "collector/engine/engine_figures.h"
#include "collector/replay/recorder.h"
#include "collector/store/store.h"

namespace xunjian {

class EngineBook;  // private to the room

// What an event's sender learns after the commit, or why it was refused. Called on the engine's
// thread: it must not block and must not throw.
using Completion = std::function<void(const Result<Reply>& reply)>;

struct EngineHooks {
  // Each effect after its commit, in order, on the engine's thread; it must not block.
  std::function<void(const Effect& effect)> effect;
  // The store failed: nothing more is decided or acknowledged. The process must end with this
  // reason; a commit that failed so is never tried again. Called once.
  std::function<void(const Error& reason)> fatal;
  // The disk is full: nothing is decided or acknowledged until there is room. Once each time, and
  // so is its end. May be empty; on the engine's thread.
  std::function<void(const Error& reason)> held{};
  std::function<void(Duration held_for)> resumed{};
};

struct EngineOptions {
  std::size_t queue_limit = 10000;  // events waiting
  std::size_t group_limit = 512;    // events in one commit
  // Under load a commit waits so long after the one before for more to share its syncs, which cost
  // more processor time than all else; docs/performance.md has the figures.
  Duration linger = std::chrono::milliseconds(40);
  std::size_t busy_group = 4;                // events in the group before that are load
  Duration probe = std::chrono::seconds(1);  // how often a full disk is asked for room
  // So much of the time that it listened is forgotten at most when the process is killed.
  Duration mark = std::chrono::seconds(10);
};

// The only writer. It owns the model: takes events, decides each, commits them together in one
// transaction, and only then hands out effects and replies. Submit, Call and figures are
// thread-safe.
//
// A full disk holds it: a group that was decided is written again until it is on disk, and no other
// is taken before the store has room ahead once more. What waits meanwhile, what is refused and
// what is answered says without_room.h.
class Engine {
 public:
  // Loads the model and starts the thread; the first commit is that of CollectorStarted, which a
  // full disk holds like any other. A collector without a policy gets the default one. Store, clock
  // and what the hooks refer to outlive it.
  static Result<std::unique_ptr<Engine>> Start(Store& store, const Clock& clock,
                                               const CheckMatcher& match, EngineHooks hooks,
                                               EngineOptions options = {});
  ~Engine();  // Stop
  // Decides what was submitted before, or refuses it when the disk is full; then joins. Whoever
  // waits in Call has an answer. Not from a hook or a completion.
  void Stop();

  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // kUnavailable when the queue is full, the engine has stopped, or the disk is full and a person
  // asks for something; `done` is not called then.
  Result<void> Submit(Event event, Completion done = nullptr);

  // Submit, and wait for the reply. Not from a hook or a completion.
  Result<Reply> Call(Event event);

  EngineFigures figures() const;

 private:
  struct Job {
    Event event;
    Completion done;
    SteadyTime since;
  };
  struct Decided {
    Timestamp at;
    Changes changes;
    Completion done;
    std::optional<SteadyTime> batch_since;  // of a batch: when it was submitted
  };

  Engine(Store& store, const Clock& clock, EngineHooks hooks, EngineOptions options, Model model,
         Rules rules);
  void Run(std::vector<Decided> group);
  std::vector<Job> TakeGroup();  // empty when it is time to stop
  std::vector<Decided> DecideGroup(std::vector<Job> jobs);
  Result<void> CommitGroup(const std::vector<Decided>& group);
  Result<void> Commit(Timestamp at, const std::vector<Decided>& group);
  void MarkEnd();
  void Announce(const std::vector<Decided>& group);
  void Fail(const Error& reason, const std::vector<Decided>& group);
  void Drop(const Error& reason, const std::vector<Decided>& group);

  // engine_room.cpp: what a full disk changes.
  Result<void> TryGroup(const std::vector<Decided>& group);   // kUnavailable: without room
  Result<void> KeepGroup(const std::vector<Decided>& group);  // the same: it is time to stop
  Result<void> AwaitRoom();                                   // and here
  bool Pause(const Error& reason);  // one probe long; false: it is time to stop
  void AnswerWithoutRoom(const Error& reason);
  void Resume();

  Store& store_;
  const Clock& clock_;
  const EngineHooks hooks_;
  const EngineOptions options_;
  Model model_;  // the thread's own, as the rules are
  Rules rules_;
  Recorder recorder_;
  const std::unique_ptr<EngineBook> book_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;  // by mutex_, as the three below
  std::optional<Error> held_;
  std::optional<SteadyTime> under_way_since_;  // the oldest event of the group at work
  bool stopping_ = false;
  SteadyTime held_since_{};                             // the thread's own
  std::chrono::steady_clock::time_point committed_at_;  // the thread's own, as the next
  std::size_t last_group_ = 0;
  ListenedTime marked_;  // what is stored of the model's listened
  std::thread thread_;
};

}  // namespace xunjian
