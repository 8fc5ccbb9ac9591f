#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "collector/engine/engine.h"
#include "tests/simulation/gate_clock.h"

namespace xunjian::sim {

// The real engine with its thread, held and let go by the world: while one of them runs the other
// waits, and which events share a commit is what the world says.
class EngineDoor {
 public:
  using Heard = std::function<void(const Effect& effect)>;
  using Answered = std::function<void(const Result<Reply>& reply)>;
  struct Asked {
    Event event;
    Answered answered;  // on the engine's thread, as the real desk's
  };

  static Result<std::unique_ptr<EngineDoor>> Open(Store& store, const Clock& clock,
                                                  const CheckMatcher& match, Heard heard);

  // Decides all of them in one group, in order; returns when the engine rests.
  void Decide(std::vector<Asked> group);
  Result<Reply> Decide(Event event);

  const std::optional<std::string>& end() const { return end_; }  // why the process must end

 private:
  explicit EngineDoor(const Clock& clock) : clock_(clock) {}

  GateClock clock_;
  std::optional<std::string> end_;
  std::unique_ptr<Engine> engine_;  // last: its thread uses the others
};

}  // namespace xunjian::sim
