#pragma once

#include "collector/decide/draft.h"

// The stages of deciding, in their order, and what the first one does with each kind of event; for
// this room alone.
namespace xunjian {

// 1. outcome: takes in the event; of a batch, what is new.
void TakeIn(Draft& draft);
// 2. soft/hard: states after the fresh results.
void SettleStates(Draft& draft);
// 3. overdue: assignments that fell silent, on a tick.
void NoticeSilence(Draft& draft);
// 4. grouping: which group a trouble belongs to.
void GroupTroubles(Draft& draft);
// 5. incident: opened, joined, passed again, solved.
void WorkIncidents(Draft& draft);
// 6. throttle: what people are told now, and what waits.
void ThrottleNews(Draft& draft);
// 7. outbox: through which channels.
void FillOutbox(Draft& draft);

// TakeIn of each event.
void TakeStart(Draft& draft, const CollectorStarted& started);
void TakeTick(Draft& draft, const Tick& tick);
void TakeSessionUp(Draft& draft, const SessionUp& up);
void TakeSessionDown(Draft& draft, const SessionDown& down);
void TakeHeartbeat(Draft& draft, const HeartbeatArrived& heartbeat);
void TakeClock(Draft& draft, const ClockSeen& seen);
void TakeCopy(Draft& draft, const AgentCopied& copied);
void TakeBatch(Draft& draft, const BatchArrived& batch);
void TakeEnrolment(Draft& draft, const EnrolRequested& request);
void TakeAct(Draft& draft, const ActRequested& request);
void TakePolicy(Draft& draft, const PolicyApplied& applied);
void TakeToken(Draft& draft, const TokenCreated& created);
void TakeOperator(Draft& draft, const OperatorCreated& created);
void TakeRevocation(Draft& draft, const OperatorRevoked& revoked);
void TakeDelivery(Draft& draft, const DeliveryReported& report);

// The epoch's row with its number, given now if it is met for the first time.
EpochRecord NumberEpoch(const Draft& draft, const AgentModel& agent, std::uint64_t epoch);

// Of an agent that starts again and again: epochs without a result or a counted gap, which its
// hello no longer names, but for the newest of them. They would only know of burnt numbers.
void ForgetEmptyEpochs(Draft& draft, const AgentModel& agent, const Hello& hello);

// May this agent's certificate still speak for its host? kPermissionDenied when not.
Result<const AgentModel*> AgentInForce(const Model& model, const std::string& agent_id);

// Notes the boot the agent speaks from. Back in one that was left before, its key is in two places.
void WatchBoots(Draft& draft, AgentRecord& record, const std::string& boot_id);

// The agent's key no longer counts: whoever copied it is locked out.
void ForgetDoubt(Draft& draft, const AgentModel& agent);

// Compiles the host's assignments: new ones are expected from now on, those that are gone are
// forgotten, and what they had in an incident is withdrawn. Pushed when the agent is connected.
void AssignHost(Draft& draft, const HostRecord& host, const Policy& policy);

}  // namespace xunjian
