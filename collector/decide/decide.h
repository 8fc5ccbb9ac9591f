#pragma once

#include <memory>

#include "collector/decide/changes.h"
#include "collector/decide/event.h"
#include "collector/decide/model.h"

namespace xunjian {

// What deciding depends on beside the model; `policy` is never null.
struct Rules {
  std::shared_ptr<const Policy> policy;
  SilenceLimits silence;
  // Without a word from an agent: three of the slowest heartbeats, and within the 65 s promised.
  Duration agent_silence = std::chrono::seconds(60);
};

// What an agent can make the collector remember: a result that brings more items is rejected.
inline constexpr std::size_t kMaxStatesOfHost = 10000;

// What an agent can make the collector remember of its numbers. One that accounts for all of them
// needs a few ranges; a batch that would need more than this is refused.
inline constexpr std::size_t kMaxRangesOfEpoch = 1000;
inline constexpr std::size_t kMaxRangesOfAck = 1000;

// What follows from an event. Pure: no clock, no I/O, no chance; the same input gives the same
// changes. A refused event gives changes without rows and an error as reply.
Changes Decide(const Model& model, const Event& event, Timestamp now, const Rules& rules);

}  // namespace xunjian
