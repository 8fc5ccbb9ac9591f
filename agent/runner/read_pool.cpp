#include "agent/runner/read_pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <list>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

SteadyTime SteadyNow() { return std::chrono::steady_clock::now(); }

NotRead TimedOut(Duration limit) {
  return {Outcome::kUnknown, std::string(reason::kTimeout), {{"limit", FormatDuration(limit)}}};
}

NotRead Overloaded() { return {Outcome::kSkipped, std::string(reason::kOverload), {}}; }

// An exception out of a read is a bug of ours; it costs that one result, not the runner.
Reading ReadGuarded(const ReadPool::Read& read) {
  try {
    return read();
  } catch (const std::exception& bug) {
    return NotRead{Outcome::kUnknown, std::string(reason::kCheckFailed), {{"detail", bug.what()}}};
  }
}

}  // namespace

class ReadPool::State : public std::enable_shared_from_this<State> {
 public:
  struct Task {
    Read read;
    Duration limit{};
    Answer answer;
    SteadyTime deadline{};     // of waiting for a worker, then of the read
    std::uint64_t ticket = 0;  // of the read under way
  };

  explicit State(ReadPoolOptions options) : options_(options) {}

  void Start() {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < options_.workers; ++i) AddWorker();
    watchdog_ = std::thread([this] { Watch(); });
  }

  void Stop() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    queue_.clear();
    work_.notify_all();
    idle_.wait(lock, [this] { return workers_.empty(); });
    watch_.notify_all();
    lock.unlock();
    watchdog_.join();
    for (std::thread& thread : finished_) thread.join();
  }

  void Submit(Task task) {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    task.deadline = SteadyNow() + task.limit + options_.grace;
    queue_.push_back(std::move(task));
    work_.notify_one();
    watch_.notify_one();
  }

  std::size_t abandoned() const {
    const std::lock_guard lock(mutex_);
    return abandoned_;
  }

  bool healthy() const {
    const std::lock_guard lock(mutex_);
    return workers_.size() >= options_.workers;
  }

 private:
  // A thread and the read it is at. The thread object stays here until the end of either.
  struct Worker {
    std::thread thread;
    std::optional<Task> task;
  };
  using WorkerPlace = std::list<Worker>::iterator;

  void AddWorker() {
    const WorkerPlace place = workers_.emplace(workers_.end());
    place->thread = std::thread([self = shared_from_this(), place] { self->Work(place); });
  }

  void Work(WorkerPlace place) {
    std::unique_lock lock(mutex_);
    for (;;) {
      work_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) break;
      place->task = std::move(queue_.front());
      queue_.pop_front();
      place->task->deadline = SteadyNow() + place->task->limit + options_.grace;
      const std::uint64_t ticket = ++last_ticket_;
      place->task->ticket = ticket;
      const Read read = place->task->read;
      watch_.notify_one();
      lock.unlock();
      Reading reading = ReadGuarded(read);
      lock.lock();
      if (lost_.erase(ticket) > 0) {  // `place` is gone, and so is the pool perhaps
        --abandoned_;
        return;
      }
      const Answer answer = std::move(place->task->answer);
      place->task.reset();
      lock.unlock();
      answer(std::move(reading));
      lock.lock();
    }
    finished_.push_back(std::move(place->thread));
    workers_.erase(place);
    idle_.notify_all();
  }

  void Watch() {
    std::unique_lock lock(mutex_);
    while (!stopping_ || !workers_.empty()) {
      std::vector<std::pair<Answer, NotRead>> answers;
      const std::optional<SteadyTime> next = TakeOverdue(SteadyNow(), answers);
      if (!answers.empty()) {
        lock.unlock();
        for (auto& [answer, not_read] : answers) answer(std::move(not_read));
        lock.lock();
      } else if (next) {
        watch_.wait_until(lock, *next);
      } else {
        watch_.wait(lock);
      }
    }
  }

  std::optional<SteadyTime> TakeOverdue(SteadyTime now,
                                        std::vector<std::pair<Answer, NotRead>>& answers) {
    std::optional<SteadyTime> next;
    const auto later = [&next](SteadyTime deadline) {
      next = next ? std::min(*next, deadline) : deadline;
    };
    for (WorkerPlace place = workers_.begin(); place != workers_.end();) {
      const WorkerPlace worker = place++;
      if (!worker->task) continue;
      if (worker->task->deadline > now) {
        later(worker->task->deadline);
      } else {
        answers.emplace_back(std::move(worker->task->answer), TimedOut(worker->task->limit));
        Abandon(worker);
      }
    }
    std::erase_if(queue_, [&](Task& task) {
      if (task.deadline > now) {
        later(task.deadline);
        return false;
      }
      answers.emplace_back(std::move(task.answer), Overloaded());
      return true;
    });
    return next;
  }

  void Abandon(WorkerPlace worker) {
    lost_.insert(worker->task->ticket);
    ++abandoned_;
    worker->thread.detach();
    workers_.erase(worker);
    if (!stopping_ && abandoned_ <= options_.most_abandoned) AddWorker();
    idle_.notify_all();
  }

  const ReadPoolOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable work_;   // a task came, or the end
  std::condition_variable watch_;  // a deadline came
  std::condition_variable idle_;   // a worker ended
  std::deque<Task> queue_;
  std::list<Worker> workers_;
  std::vector<std::thread> finished_;
  std::set<std::uint64_t> lost_;  // tickets of abandoned reads
  std::thread watchdog_;
  std::uint64_t last_ticket_ = 0;
  std::size_t abandoned_ = 0;
  bool stopping_ = false;
};

ReadPool::ReadPool(ReadPoolOptions options) : state_(std::make_shared<State>(options)) {
  state_->Start();
}

ReadPool::~ReadPool() { state_->Stop(); }

void ReadPool::Submit(Read read, Duration limit, Answer answer) {
  state_->Submit({std::move(read), limit, std::move(answer), {}, 0});
}

std::size_t ReadPool::abandoned() const { return state_->abandoned(); }

bool ReadPool::healthy() const { return state_->healthy(); }

}  // namespace xunjian
