#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "base/time.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/trace.h"

namespace xunjian::sim {

using StreamNumber = std::uint64_t;

// Streams between agents and the collector. Each keeps its order and delays as it likes; what is on
// the way when it is cut is lost from some place on, and the ends learn of it at times of their
// own: so two streams of one agent may be up at once.
class Network {
 public:
  enum class Kind { kOpened, kMessage, kClosed };
  struct Arrival {
    StreamNumber stream = 0;
    Kind kind = Kind::kMessage;
    std::string bytes;
  };

  Network(Chance chance, Trace& trace) : chance_(chance), trace_(trace) {}

  // The agent's end. Whether the collector answered is heard as kOpened, or kClosed.
  StreamNumber Connect(const std::string& agent, SteadyTime now);
  void ToCollector(StreamNumber stream, std::string bytes, SteadyTime now);
  std::vector<Arrival> HearAgent(StreamNumber stream, SteadyTime now);
  // The collector's end.
  void ToAgent(StreamNumber stream, std::string bytes, SteadyTime now);
  std::vector<Arrival> HearCollector(SteadyTime now);
  const std::string& AgentOf(StreamNumber stream) const { return streams_.at(stream).agent; }

  // One end closes: what it said before arrives, or is lost from some place on.
  void CloseFromAgent(StreamNumber stream, SteadyTime now);
  void CloseFromCollector(StreamNumber stream, SteadyTime now);
  // A machine without power says no goodbye: the other end waits for a keepalive.
  void AgentGone(const std::string& agent, bool silently, SteadyTime now);
  void CollectorGone(bool silently, SteadyTime now);
  void CollectorBack() { collector_up_ = true; }

  // Faults.
  void Cut(const std::string& agent, SteadyTime now);
  void SetLine(const std::string& agent, bool up, SteadyTime now);
  void SetDelay(std::chrono::milliseconds most) { most_delay_ = most; }

 private:
  struct Parcel {
    SteadyTime at;
    Kind kind = Kind::kMessage;
    std::string bytes;
  };
  struct Way {
    std::deque<Parcel> parcels;
    bool closed = false;  // no more will come after these
  };
  struct Stream {
    std::string agent;
    Way up;             // to the collector
    Way down;           // to the agent
    bool dead = false;  // nothing put in arrives any more
  };

  void Put(Way& way, Kind kind, std::string bytes, SteadyTime at);
  void LoseEnd(Way& way);
  void Stall(Way& way, SteadyTime now);
  void Close(Way& way, SteadyTime at);
  void CutStream(StreamNumber number, Stream& stream, SteadyTime now);
  SteadyTime Soon(SteadyTime now);
  SteadyTime Late(SteadyTime now);
  void Forget();

  Chance chance_;
  Trace& trace_;
  std::map<StreamNumber, Stream> streams_;
  std::map<std::string, bool> line_down_;
  bool collector_up_ = false;
  StreamNumber last_ = 0;
  std::chrono::milliseconds most_delay_{50};
};

}  // namespace xunjian::sim
