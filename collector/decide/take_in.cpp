#include "collector/decide/stages.h"

namespace xunjian {
namespace {

// One line an event.
struct Intake {
  Draft& draft;
  void operator()(const CollectorStarted& started) const { TakeStart(draft, started); }
  void operator()(const ListeningResumed& resumed) const { draft.changes.deaf_until = resumed.now; }
  void operator()(const Tick& tick) const { TakeTick(draft, tick); }
  void operator()(const SessionUp& up) const { TakeSessionUp(draft, up); }
  void operator()(const SessionDown& down) const { TakeSessionDown(draft, down); }
  void operator()(const HeartbeatArrived& heartbeat) const { TakeHeartbeat(draft, heartbeat); }
  void operator()(const ClockSeen& seen) const { TakeClock(draft, seen); }
  void operator()(const AgentCopied& copied) const { TakeCopy(draft, copied); }
  void operator()(const BatchArrived& batch) const { TakeBatch(draft, batch); }
  void operator()(const EnrolRequested& request) const { TakeEnrolment(draft, request); }
  void operator()(const ActRequested& request) const { TakeAct(draft, request); }
  void operator()(const PolicyApplied& applied) const { TakePolicy(draft, applied); }
  void operator()(const TokenCreated& created) const { TakeToken(draft, created); }
  void operator()(const OperatorCreated& created) const { TakeOperator(draft, created); }
  void operator()(const OperatorRevoked& revoked) const { TakeRevocation(draft, revoked); }
  void operator()(const DeliveryReported& report) const { TakeDelivery(draft, report); }
};

}  // namespace

void TakeIn(Draft& draft) { std::visit(Intake{draft}, draft.event); }

}  // namespace xunjian
