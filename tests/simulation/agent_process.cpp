#include "tests/simulation/agent_process.h"

#include <utility>

#include "agent/app/spool_rows.h"
#include "proto/convert/agent_codec.h"

namespace xunjian::sim {
namespace {

constexpr Duration kSyncInterval = std::chrono::milliseconds(500);  // SpoolKeeper's

// Small, so that windows and lanes fill.
UplinkOptions OptionsOfUplink(Chance& chance) {
  UplinkOptions options;
  options.batch_results = chance.Between(1, 40);
  options.window = chance.Between(1, 4);
  return options;
}

}  // namespace

std::unique_ptr<AgentProcess> AgentProcess::Start(const Parts& parts, Chance chance) {
  auto spool = Spool::Open(parts.storage, "spool", parts.clock, parts.spool);
  if (!spool) {
    parts.trace.Note("{} does not start: {}", parts.id, spool.error().message().en);
    return nullptr;
  }
  const RecoveryReport& found = (*spool)->recovery();
  parts.trace.Note("{} starts: life {:x}, {} records, {} produced, last {}, {} damaged", parts.id,
                   (*spool)->lives().newest(), found.records, (*spool)->produced(),
                   (*spool)->last(), found.damaged);
  return std::unique_ptr<AgentProcess>(new AgentProcess(parts, *std::move(spool), chance));
}

AgentProcess::AgentProcess(const Parts& parts, std::unique_ptr<Spool> spool, Chance chance)
    : parts_(parts),
      spool_(std::move(spool)),
      chance_(chance),
      uplink_(OptionsOfUplink(chance_),
              Backoff({}, [draws = chance_.Fork()]() mutable { return draws.Fraction(); })) {
  told_.agent_version = "simulated";
  told_.boot_id = "boot";
  TellState();
  Perform(uplink_.Start(parts_.clock.Steady()));
}

bool AgentProcess::Step(SteadyTime now) {
  now_ = now;
  Hear(now);
  // The spool's thread may lag behind.
  for (auto turns = chance_.Below(8); turns > 0 && !jobs_.empty() && !failed_; --turns) {
    const UplinkAction job = std::move(jobs_.front());
    jobs_.pop_front();
    Work(job);
  }
  if (dirty_ && parts_.clock.Steady() >= sync_at_) Sync();
  const auto tick = uplink_.NextTick();
  if (tick && *tick <= parts_.clock.Steady()) Perform(uplink_.Tick(parts_.clock.Steady()));
  return !failed_;
}

void AgentProcess::Produce(CheckResult result, bool urgent) {
  const std::uint64_t serial = parts_.ledger.Make(result);
  const std::uint64_t refused = spool_->refused();
  const auto seq = spool_->Append(EntryOf(splitter_.Split(result)));
  const std::uint64_t still_refused = spool_->refused() - (seq ? 0 : 1);
  parts_.ledger.CountedRefused(refused - still_refused);
  if (!seq) {
    parts_.trace.Note("{} refuses result {}: {}", parts_.id, serial, seq.error().message().en);
    return NoteRefused(serial, still_refused);
  }
  parts_.trace.Note("{} makes result {}: number {}, {}", parts_.id, serial, *seq,
                    ToString(result.items.front().outcome));
  parts_.ledger.Written(serial, spool_->lives().IdOf(*seq), *seq);
  if (!std::exchange(dirty_, true)) sync_at_ = parts_.clock.Steady() + kSyncInterval;
  if (urgent) Sync();
}

void AgentProcess::NoteRefused(std::uint64_t serial, std::uint64_t waiting) {
  if (parts_.disk.dead()) return parts_.ledger.DiedOver(serial, waiting);
  // An error that is final is said again by Sync.
  if (!spool_->Sync()) failed_ = true;
}

void AgentProcess::Sync() {
  if (failed_ || !dirty_) return;
  if (auto synced = spool_->Sync(); !synced) {
    parts_.trace.Note("{} ends: {}", parts_.id, synced.error().message().en);
    failed_ = true;
    return;
  }
  dirty_ = false;
  parts_.ledger.Synced();
  TellState();
}

void AgentProcess::TellState() {
  told_.epoch = spool_->lives().newest();
  told_.former_epochs = spool_->lives().former();
  told_.first_seq = spool_->first_unacknowledged();
  told_.last_seq = spool_->last();
  Perform(uplink_.SpoolChanged(spool_->lives(), spool_->last(), parts_.clock.Steady()));
}

void AgentProcess::Hear(SteadyTime now) {
  if (stream_ == 0) return;
  for (const Network::Arrival& arrival : parts_.network.HearAgent(stream_, now)) {
    if (arrival.kind == Network::Kind::kOpened) Perform(uplink_.Connected(parts_.clock.Steady()));
    if (arrival.kind == Network::Kind::kClosed) return Drop();
    if (arrival.kind != Network::Kind::kMessage) continue;
    const auto message = DecodeCollectorMessage(arrival.bytes);
    Demand(message.has_value(), "the collector's words can be read: {}",
           message ? "" : message.error().message().en);
    Perform(uplink_.Receive(*message, parts_.clock.Steady()));
    if (stream_ != arrival.stream) return;  // closed over it
  }
}

void AgentProcess::Perform(const UplinkActions& actions) {
  for (const UplinkAction& action : actions) Perform(action);
}

void AgentProcess::Perform(const UplinkAction& action) {
  if (std::holds_alternative<uplink::Connect>(action)) Connect();
  if (std::holds_alternative<uplink::SendHello>(action)) {
    told_.assignments_version = parts_.assignments_version;
    told_.now = parts_.clock.Now();
    Say(told_);
  }
  if (std::holds_alternative<uplink::SendHeartbeat>(action)) {
    Say(Heartbeat{.now = parts_.clock.Now(), .checks_run = told_.last_seq});
  }
  if (const auto* batch = std::get_if<uplink::SendBatch>(&action)) Send(*batch);
  if (const auto* adopt = std::get_if<uplink::AdoptAssignments>(&action)) {
    parts_.assignments_version = adopt->set.version;
  }
  if (const auto* done = std::get_if<uplink::AcknowledgeSpool>(&action)) {
    parts_.ledger.Acknowledged(spool_->lives().IdOf(done->range.first), done->range);
  }
  const bool of_spool = std::holds_alternative<uplink::ReadSpool>(action) ||
                        std::holds_alternative<uplink::ReconcileSpool>(action) ||
                        std::holds_alternative<uplink::AcknowledgeSpool>(action);
  if (of_spool) jobs_.push_back(action);
  if (const auto* rejected = std::get_if<uplink::LogRejected>(&action)) {
    throw Broken(fmt::format("nothing is rejected: {}", rejected->reason));
  }
  if (const auto* leave = std::get_if<uplink::Disconnect>(&action)) {
    parts_.trace.Note("{} leaves stream {}: {}", parts_.id, stream_, leave->reason);
    if (stream_ != 0) parts_.network.CloseFromAgent(stream_, now_);
    Drop();
  }
}

void AgentProcess::Send(const uplink::SendBatch& batch) {
  parts_.trace.Note("{} sends {} rows ({}..{}) and {} gaps on stream {}", parts_.id,
                    batch.rows.size(), batch.rows.empty() ? 0 : batch.rows.front().seq,
                    batch.rows.empty() ? 0 : batch.rows.back().seq, batch.gaps.size(), stream_);
  for (const ResultGap& gap : batch.gaps) parts_.ledger.SentGap(batch.epoch, gap);
  Say(ResultBatch{batch.epoch, batch.rows.empty() ? std::string() : batches_.Write(batch.rows),
                  batch.gaps});
}

void AgentProcess::Say(const AgentMessage& message) {
  if (stream_ != 0) parts_.network.ToCollector(stream_, EncodeAgentMessage(message), now_);
}

void AgentProcess::Connect() {
  batches_ = BatchWriter();
  stream_ = parts_.network.Connect(parts_.id, now_);
  parts_.trace.Note("{} connects: stream {}", parts_.id, stream_);
}

void AgentProcess::Drop() {
  stream_ = 0;
  Perform(uplink_.Disconnected(parts_.clock.Steady()));
}

void AgentProcess::Work(const UplinkAction& job) {
  if (const auto* read = std::get_if<uplink::ReadSpool>(&job)) Read(*read);
  if (const auto* reconcile = std::get_if<uplink::ReconcileSpool>(&job)) {
    Reconcile(reconcile->received);
  }
  if (const auto* done = std::get_if<uplink::AcknowledgeSpool>(&job)) {
    static_cast<void>(spool_->Acknowledge(done->range.first, done->range.last));
  }
}

void AgentProcess::Read(const uplink::ReadSpool& wanted) {
  const auto reading = spool_->Read(wanted.from_seq, wanted.max_records, wanted.max_bytes);
  SpoolPart part;
  part.through = wanted.to_seq;
  if (reading) {
    part = PartOf(*reading, wanted.to_seq, shapes_, [](const Error& error) {
      throw Broken(fmt::format("what is in the spool makes sense: {}", error.message().en));
    });
  }
  Perform(uplink_.SpoolRead(std::move(part), parts_.clock.Steady()));
}

void AgentProcess::Reconcile(const SeqRanges& received) {
  if (spool_->IsOldCopy(received)) {
    parts_.trace.Note("{} is an old copy: {} is known, {} its last", parts_.id, received.Newest(),
                      spool_->last());
    if (auto renewed = spool_->Renew(); !renewed) {
      failed_ = true;
      return;
    }
    parts_.ledger.Synced();
    dirty_ = false;
  } else if (const std::uint64_t back = spool_->Resume(received); back > 0) {
    parts_.trace.Note("{} sends {} again", parts_.id, back);
  }
  TellState();
  Perform(uplink_.SpoolReconciled(parts_.clock.Steady()));
}

bool AgentProcess::quiet() const {
  return jobs_.empty() && !dirty_ && spool_->waiting() == 0 && spool_->refused() == 0;
}

}  // namespace xunjian::sim
