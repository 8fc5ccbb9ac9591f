#include "tests/scenario/scenario_agent.h"

#include <stdexcept>
#include <utility>

#include "agent/app/spool_rows.h"

namespace xunjian {

ScenarioAgent::ScenarioAgent(std::string agent_id, std::string spool_folder, ManualClock& clock,
                             ScenarioCollector& collector, Runner runner,
                             SpoolOptions spool_options)
    : agent_id_(std::move(agent_id)),
      spool_folder_(std::move(spool_folder)),
      clock_(clock),
      collector_(collector),
      runner_(std::move(runner)),
      spool_options_(spool_options) {
  Boot();
}

void ScenarioAgent::Boot() {
  spool_ = Spool::Open(storage_, spool_folder_, clock_, spool_options_).value();
  ScheduleOptions options;
  options.first_spread = std::chrono::milliseconds(10);
  options.newcomer_spread = std::chrono::milliseconds(10);
  schedule_ = std::make_unique<Schedule>(agent_id_, options);
  schedule_->Replace(assignments_, clock_.Steady());
  uplink_ = std::make_unique<UplinkSession>(UplinkOptions{}, Backoff({}, [] { return 0.5; }));
  Perform(uplink_->SpoolChanged(spool_->lives(), spool_->last(), clock_.Steady()));
  Perform(uplink_->Start(clock_.Steady()));
}

void ScenarioAgent::Restart(const std::function<void()>& meanwhile) {
  collector_.Disconnect(std::exchange(stream_, 0));
  spool_.reset();
  stopped_ = false;
  if (meanwhile) meanwhile();
  Boot();
}

void ScenarioAgent::CutLine() {
  line_up_ = false;
  Drop();
}

void ScenarioAgent::RepairLine() { line_up_ = true; }

void ScenarioAgent::Step() {
  if (stopped_) return;
  if (stream_ != 0 && !collector_.IsOpen(stream_)) Drop();
  const auto tick = uplink_->NextTick();
  if (tick && *tick <= clock_.Steady()) Perform(uplink_->Tick(clock_.Steady()));
  for (bool moved = true; moved;) {
    const bool ran = RunDue();
    const bool heard = Hear();
    moved = ran || heard;
  }
}

bool ScenarioAgent::RunDue() {
  const auto firings = schedule_->Due(clock_.Steady());
  for (const Firing& firing : firings) {
    CheckResult result = runner_(*firing.assignment);
    result.check = firing.assignment->check;
    result.assignment = firing.assignment->id;
    result.observed_at = clock_.Now();
    spool_->Append(EntryOf(splitter_.Split(result))).value();
    ++produced_;
    schedule_->Finished(firing.run_id, ConditionOf(result), clock_.Steady());
  }
  if (firings.empty()) return false;
  spool_->Sync().value();
  Perform(uplink_->SpoolChanged(spool_->lives(), spool_->last(), clock_.Steady()));
  return true;
}

bool ScenarioAgent::Hear() {
  if (stream_ == 0) return false;
  const auto messages = collector_.TakeInbox(stream_);
  for (const CollectorMessage& message : messages) {
    if (lose_acks_ && std::holds_alternative<Ack>(message)) continue;
    Perform(uplink_->Receive(message, clock_.Steady()));
  }
  return !messages.empty();
}

void ScenarioAgent::Perform(UplinkActions actions) {
  for (const UplinkAction& action : actions) Perform(action);
}

void ScenarioAgent::Perform(const UplinkAction& action) {
  if (std::holds_alternative<uplink::Connect>(action)) Connect();
  if (std::holds_alternative<uplink::SendHello>(action)) {
    Hello hello;
    hello.epoch = spool_->lives().newest();
    hello.former_epochs = spool_->lives().former();
    hello.first_seq = spool_->first_unacknowledged();
    hello.last_seq = spool_->last();
    hello.assignments_version = assignments_.version;
    hello.now = clock_.Now();
    collector_.Receive(stream_, hello);
  }
  if (const auto* read = std::get_if<uplink::ReadSpool>(&action)) {
    const auto reading = spool_->Read(read->from_seq, read->max_records, read->max_bytes).value();
    const auto sense = [](const Error& error) { throw std::runtime_error(error.message().en); };
    Perform(uplink_->SpoolRead(PartOf(reading, read->to_seq, shapes_, sense), clock_.Steady()));
  }
  if (const auto* reconcile = std::get_if<uplink::ReconcileSpool>(&action)) {
    Reconcile(reconcile->received);
  }
  if (const auto* send = std::get_if<uplink::SendBatch>(&action)) {
    collector_.Receive(stream_, ResultBatch{send->epoch, batches_.Write(send->rows), send->gaps});
  }
  if (const auto* done = std::get_if<uplink::AcknowledgeSpool>(&action)) {
    spool_->Acknowledge(done->range.first, done->range.last).value();
  }
  if (const auto* adopt = std::get_if<uplink::AdoptAssignments>(&action)) {
    assignments_ = adopt->set;
    schedule_->Replace(assignments_, clock_.Steady());
  }
  if (std::holds_alternative<uplink::Disconnect>(action)) Drop();
}

void ScenarioAgent::Reconcile(const SeqRanges& received) {
  if (spool_->IsOldCopy(received)) {
    spool_->Renew().value();
  } else {
    spool_->Resume(received);
  }
  Perform(uplink_->SpoolChanged(spool_->lives(), spool_->last(), clock_.Steady()));
  Perform(uplink_->SpoolReconciled(clock_.Steady()));
}

void ScenarioAgent::Connect() {
  if (!line_up_) return Perform(uplink_->Disconnected(clock_.Steady()));
  stream_ = collector_.Connect(agent_id_);
  batches_ = BatchWriter();
  Perform(uplink_->Connected(clock_.Steady()));
}

void ScenarioAgent::Drop() {
  if (stream_ != 0) collector_.Disconnect(std::exchange(stream_, 0));
  Perform(uplink_->Disconnected(clock_.Steady()));
}

}  // namespace xunjian
