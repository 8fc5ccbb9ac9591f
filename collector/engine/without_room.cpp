#include "collector/engine/without_room.h"

namespace xunjian {
namespace {

// One line an event.
struct Rule {
  using enum WithoutRoom;
  WithoutRoom operator()(const CollectorStarted&) const { return kWaits; }
  WithoutRoom operator()(const ListeningResumed&) const { return kWaits; }
  WithoutRoom operator()(const Tick&) const { return kAnswered; }
  WithoutRoom operator()(const SessionUp&) const { return kWaits; }
  WithoutRoom operator()(const SessionDown&) const { return kWaits; }
  WithoutRoom operator()(const HeartbeatArrived&) const { return kAnswered; }
  WithoutRoom operator()(const ClockSeen&) const { return kWaits; }
  WithoutRoom operator()(const AgentCopied&) const { return kWaits; }
  WithoutRoom operator()(const BatchArrived&) const { return kWaits; }
  WithoutRoom operator()(const EnrolRequested&) const { return kRefused; }
  WithoutRoom operator()(const ActRequested&) const { return kRefused; }
  WithoutRoom operator()(const PolicyApplied&) const { return kRefused; }
  WithoutRoom operator()(const TokenCreated&) const { return kRefused; }
  WithoutRoom operator()(const OperatorCreated&) const { return kRefused; }
  WithoutRoom operator()(const OperatorRevoked&) const { return kRefused; }
  WithoutRoom operator()(const DeliveryReported&) const { return kWaits; }
};

}  // namespace

WithoutRoom WithoutRoomOf(const Event& event) { return std::visit(Rule{}, event); }

Error NotDone(const Error& reason) {
  return Error(ErrorCode::kUnavailable, reason.message())
      .WithContext({"not done, nothing was changed", "未执行，没有任何改动"});
}

}  // namespace xunjian
