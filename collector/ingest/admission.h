#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/time.h"

namespace xunjian {

struct AdmissionOptions {
  // A connect with its handshake costs a collector 2.8 ms of processor time (P-256, gRPC 1.51,
  // measured): 200 a second are over half a core, and the other half of two is for results.
  double per_second = 200;
  int burst = 400;                            // come in at once when nobody came before
  Duration grace = std::chrono::seconds(60);  // a slot is kept so long for who is late
  Duration most = std::chrono::hours(1);      // the longest time that anybody is asked to wait
  Duration closed = std::chrono::seconds(5);  // the shortest one while nobody is let in
};

// Who may come in now, and when the others shall come back, so that thousands of agents that lost
// their collector at one moment return in the order and at the speed that it can bear. Who is sent
// away has a slot, and is let in when it comes back in it. No I/O, no clock; not thread-safe.
class Admission {
 public:
  // `random` gives numbers in [0, 1).
  Admission(AdmissionOptions options, std::function<double()> random);

  // Nothing: come in. Otherwise how long to stay away; at most `most`.
  std::optional<Duration> Arrive(const std::string& agent, SteadyTime now);

  // While closed everybody is sent away, and still in turn. Open is how it begins.
  void SetClosed(bool closed) { closed_ = closed; }

  std::size_t waiting() const { return slots_.size(); }  // that have a slot

 private:
  void ForgetMissed(SteadyTime now);
  bool TakePlace(SteadyTime now);
  Duration Reserve(const std::string& agent, SteadyTime now);
  Duration Jittered(Duration wait) const;
  Duration Part(Duration whole) const;  // a random one
  Duration interval() const;            // between two slots
  Duration ahead() const;               // so much may the line run ahead of time

  const AdmissionOptions options_;
  const std::function<double()> random_;
  bool closed_ = false;
  SteadyTime line_{};  // when the line of those let in and those with a slot would end, unhurried
  std::map<std::string, SteadyTime> slots_;                  // by agent
  std::deque<std::pair<SteadyTime, std::string>> in_order_;  // the same, and some that are gone
};

}  // namespace xunjian
