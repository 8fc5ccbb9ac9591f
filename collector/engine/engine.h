#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "collector/decide/decide.h"
#include "collector/store/store.h"

namespace xunjian {

// What an event's sender learns after the commit, or why it was refused. Called on the engine's
// thread: it must not block and must not throw.
using Completion = std::function<void(const Result<Reply>& reply)>;

struct EngineHooks {
  // Each effect after its commit, in order, on the engine's thread; it must not block.
  std::function<void(const Effect& effect)> effect;
  // The store failed: nothing more is decided or acknowledged. The process must end with this
  // reason; a failed commit is never tried again. Called once.
  std::function<void(const Error& reason)> fatal;
};

struct EngineOptions {
  std::size_t queue_limit = 10000;  // events waiting
  std::size_t group_limit = 512;    // events in one commit
  // Under load a commit waits so long after the one before for more to share its syncs, which cost
  // more processor time than all else; docs/performance.md has the figures.
  Duration linger = std::chrono::milliseconds(15);
  std::size_t busy_group = 4;  // events in the group before that are load
};

// The only writer. It owns the model: takes events, decides each, commits them together in one
// transaction, and only then hands out effects and replies. Submit is thread-safe.
class Engine {
 public:
  // Loads the model and starts the thread; the first commit is that of CollectorStarted. A
  // collector without a policy gets the default one. Store, clock and what the hooks refer to
  // outlive it.
  static Result<std::unique_ptr<Engine>> Start(Store& store, const Clock& clock,
                                               const CheckMatcher& match, EngineHooks hooks,
                                               EngineOptions options = {});
  // Decides what was submitted before, then stops and joins.
  ~Engine();

  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // kUnavailable when the queue is full or the engine has stopped; `done` is not called then.
  Result<void> Submit(Event event, Completion done = nullptr);

  // Submit, and wait for the reply. Not from a hook or a completion.
  Result<Reply> Call(Event event);

 private:
  struct Job {
    Event event;
    Completion done;
  };
  struct Decided {
    Changes changes;
    Completion done;
  };

  Engine(Store& store, const Clock& clock, EngineHooks hooks, EngineOptions options, Model model,
         Rules rules);
  void Run();
  std::vector<Job> TakeGroup();  // empty when it is time to stop
  std::vector<Decided> DecideGroup(std::vector<Job> jobs);
  Result<void> CommitGroup(const std::vector<Decided>& group);
  void Announce(const std::vector<Decided>& group);
  void Fail(const Error& reason, const std::vector<Decided>& group);

  Store& store_;
  const Clock& clock_;
  const EngineHooks hooks_;
  const EngineOptions options_;
  Model model_;  // the thread's own, as the rules are
  Rules rules_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;  // by mutex_, as the flag below
  bool stopping_ = false;
  std::chrono::steady_clock::time_point committed_at_;  // the thread's own, as the next
  std::size_t last_group_ = 0;
  std::thread thread_;
};

}  // namespace xunjian
