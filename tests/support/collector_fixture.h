#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collector/decide/decide.h"

namespace xunjian {

// A catalogue of two checks: "host.perf.load" and "net.state.probe", which has the target
// "address".
std::vector<const CheckType*> MatchFakeChecks(std::string_view glob);

// Both of them for every host, every 30 s, hard at the third problem; the probe is service "shop".
inline constexpr std::string_view kFakePolicyText = R"(
schema = "xunjian.policy/1"
[[assign]]
name = "base"
checks = "host.*"
interval = "30s"
timeout = "5s"
[[assign]]
name = "shop"
checks = "net.state.probe"
interval = "30s"
timeout = "5s"
service = "shop"
parameters = { address = "127.0.0.1:1" }
)";
inline constexpr const char* kLoad = "base/host.perf.load";
inline constexpr const char* kProbe = "shop/net.state.probe";

SequencedResult ResultWith(std::uint64_t seq, const std::string& assignment, Outcome outcome,
                           Timestamp at);

// A collector without threads or a disk: decides one event after the other.
class CollectorWorld {
 public:
  static constexpr std::uint64_t kEpoch = 0xfeed;

  CollectorWorld();

  Changes Handle(const Event& event);  // decides and applies
  void EnrolHost(const std::string& host, const std::string& agent_id);
  // The next result of one assignment of the agent, in a batch of its own.
  Changes Arrive(const std::string& agent_id, const std::string& assignment, Outcome outcome);
  Changes Batch(const std::string& agent_id, std::uint64_t epoch,
                std::vector<SequencedResult> results, std::vector<ResultGap> gaps = {});
  Changes Act(std::uint64_t incident, IncidentAct act, const std::string& text);
  // The collector listens meanwhile.
  void Pass(Duration time) {
    now += time;
    PassTime(model.now + time, model);
  }
  // The disk is full meanwhile, and nothing is taken in.
  void Hold(Duration time) {
    now += time;
    Handle(ListeningResumed{model.now + time});
  }
  Changes Tick() { return Handle(xunjian::Tick{model.now}); }

  Model model;
  Rules rules;
  Timestamp now = Timestamp(std::chrono::hours(24 * 365 * 50));
  std::uint64_t last_seq = 0;

 private:
  ResultSplitter splitter_;
};

Actor FakeActor();
TokenRecord FakeToken(const std::string& host, Timestamp now);
EnrolRequested FakeEnrolment(const std::string& host, const std::string& agent_id);

}  // namespace xunjian
