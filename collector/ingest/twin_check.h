#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "proto/rpc/agent_server.h"

namespace xunjian {

// Tells a copied agent, two programs with one key at one time, from an agent that is back before
// its old connection was known to be dead. While a stream of the agent is in, a newcomer waits
// until that one answers a ping (it lives: the newcomer is a copy), ends, or says nothing for 5 s.
// No I/O, no clock; not thread-safe.
class TwinCheck {
 public:
  // kIn: nobody else is there. kAsk: ping `older` with `nonce`. kCrowd: somebody waits already.
  struct Entry {
    enum class Kind { kIn, kAsk, kCrowd };
    Kind kind = Kind::kIn;
    StreamId older = 0;
    std::uint64_t nonce = 0;
  };
  struct Pair {
    StreamId older = 0;
    StreamId newcomer = 0;
    friend bool operator==(const Pair&, const Pair&) = default;
  };

  Entry Arrive(const std::string& agent, StreamId newcomer, SteadyTime now);

  // The ping was answered by whom it was for: these two live at once. The newcomer is forgotten.
  std::optional<Pair> Answered(StreamId older, std::uint64_t nonce);

  // A stream ended: the newcomer that was waiting for it is in now.
  std::optional<StreamId> Left(StreamId stream);

  // Older streams that did not answer in time, to be closed; their newcomers are in now.
  std::vector<Pair> TakeSilent(SteadyTime now);

 private:
  struct Waiting {
    StreamId stream = 0;
    std::uint64_t nonce = 0;
    SteadyTime until;
  };
  struct Seat {
    StreamId in = 0;
    std::optional<Waiting> waiting;
  };

  std::map<std::string, Seat> seats_;         // by agent
  std::map<StreamId, std::string> agent_of_;  // those in, and those that wait
  std::uint64_t last_nonce_ = 0;
};

}  // namespace xunjian
