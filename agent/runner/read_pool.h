#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "base/time.h"
#include "checks/api/observation.h"

namespace xunjian {

struct ReadPoolOptions {
  std::size_t workers = 8;
  // Workers that hang in the kernel (a dead NFS mount) and were replaced; beyond that many the pool
  // is stuck: nothing is replaced any more and healthy() says so.
  std::size_t most_abandoned = 16;
  Duration grace = std::chrono::seconds(1);  // beyond a read's own time limit
};

// Threads for reads that may hang. Every submitted read gives exactly one answer: its own, UNKNOWN
// "timeout" when it is not back by limit + grace after its start (its worker is then abandoned and
// replaced), or SKIPPED "overload" when no worker was free by limit + grace after its submission.
// Thread-safe. Real steady time: threads hang in real time only.
class ReadPool {
 public:
  using Read = std::function<Reading()>;
  using Answer = std::function<void(Reading)>;  // on a thread of the pool; must not block

  explicit ReadPool(ReadPoolOptions options = {});
  // Waits for reads under way that are not abandoned; queued ones are dropped without an answer.
  // What an abandoned read refers to must live on: a program with abandoned() > 0 ends by _exit.
  ~ReadPool();

  void Submit(Read read, Duration limit, Answer answer);

  std::size_t abandoned() const;  // hanging now
  bool healthy() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace xunjian
