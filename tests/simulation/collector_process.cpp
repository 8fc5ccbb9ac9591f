#include "tests/simulation/collector_process.h"

#include <utility>

#include "collector/store/sqlite/sqlite_store.h"
#include "proto/convert/agent_codec.h"
#include "tests/support/collector_fixture.h"

namespace xunjian::sim {

std::unique_ptr<CollectorProcess> CollectorProcess::Start(const Parts& parts) {
  std::unique_ptr<CollectorProcess> process(new CollectorProcess(parts));
  if (auto opened = process->Open(); !opened) {
    parts.trace.Note("the collector does not start: {}", opened.error().message().en);
    return nullptr;
  }
  parts.trace.Note("the collector starts");
  return process;
}

Result<void> CollectorProcess::Open() {
  SqliteOptions options;
  options.vfs = parts_.vfs;
  auto store = OpenSqliteStore(parts_.storage, parts_.database, options);
  if (!store) return store.error();
  store_ = *std::move(store);
  auto reader = store_->OpenReader();
  if (!reader) return reader.error();
  reader_ = *std::move(reader);
  auto engine =
      EngineDoor::Open(*store_, parts_.clock, &MatchFakeChecks,
                       [this](const Effect& effect) { Later([this, effect] { Follow(effect); }); });
  if (!engine) return engine.error();
  engine_ = *std::move(engine);
  return Ok();
}

bool CollectorProcess::Enrol(const std::string& host, const std::string& agent_id) {
  return engine_->Decide(TokenCreated{FakeToken(host, parts_.clock.Now())}).has_value() &&
         engine_->Decide(FakeEnrolment(host, agent_id)).has_value();
}

bool CollectorProcess::ApplyPolicy(std::string_view toml) {
  auto policy = ParsePolicy(toml, "policy.toml", &MatchFakeChecks).value();
  const PolicyApplied applied{FakeActor(), std::make_shared<const Policy>(std::move(policy))};
  return engine_->Decide(applied).has_value();
}

bool CollectorProcess::Step(SteadyTime now, bool tick) {
  now_ = now;
  std::vector<EngineDoor::Asked> group;
  for (const Network::Arrival& arrival : parts_.network.HearCollector(now)) Take(arrival, group);
  if (tick) group.push_back({Tick{parts_.clock.Steady()}, nullptr});
  engine_->Decide(std::move(group));
  DoWishes();  // what was said is on its way, whether or not its speaker lives on
  if (!engine_->end()) return true;
  parts_.trace.Note("the collector ends: {}", *engine_->end());
  return false;
}

void CollectorProcess::Take(const Network::Arrival& arrival,
                            std::vector<EngineDoor::Asked>& group) {
  if (arrival.kind == Network::Kind::kOpened) {
    streams_.emplace(arrival.stream,
                     Stream{parts_.network.AgentOf(arrival.stream), IngestSession(shapes_)});
    return;
  }
  const auto found = streams_.find(arrival.stream);
  if (found == streams_.end()) return;
  if (arrival.kind == Network::Kind::kClosed) {
    const Stream stream = std::move(found->second);
    streams_.erase(found);
    parts_.trace.Note("the collector sees stream {} end", arrival.stream);
    if (stream.announced) group.push_back({SessionDown{arrival.stream, stream.agent_id}, nullptr});
    return;
  }
  auto message = DecodeAgentMessage(arrival.bytes);
  Demand(message.has_value(), "an agent's words can be read: {}",
         message ? "" : message.error().message().en);
  Do(arrival.stream, found->second, found->second.session.Receive(*std::move(message)), group);
}

void CollectorProcess::Do(StreamNumber id, Stream& stream, IngestSession::Action action,
                          std::vector<EngineDoor::Asked>& group) {
  if (auto* opened = std::get_if<IngestSession::Opened>(&action)) {
    stream.announced = true;
    const auto answered = [this, id](const Result<Reply>& reply) {
      Later([this, id, reply] {
        if (!reply) return Refuse(id, reply.error());
        const auto found = streams_.find(id);
        if (found == streams_.end()) return;
        found->second.welcome = true;
        Send(id, Welcome{"you", parts_.clock.Now(), std::chrono::seconds(20),
                         std::get<SessionAccepted>(*reply).received,
                         std::get<SessionAccepted>(*reply).former});
        for (const auto& held : std::exchange(found->second.held, {})) Send(id, held);
      });
    };
    group.push_back({SessionUp{id, stream.agent_id, std::move(opened->hello)}, answered});
  }
  if (auto* submit = std::get_if<IngestSession::Submit>(&action)) {
    const auto answered = [this, id](const Result<Reply>& reply) {
      if (!reply) Later([this, id, reply] { Refuse(id, reply.error()); });
    };
    auto batch = std::make_shared<const ColumnBatch>(std::move(submit->batch));
    group.push_back(
        {BatchArrived{id, stream.agent_id, std::move(batch), std::move(submit->gaps)}, answered});
  }
  if (const auto* alive = std::get_if<IngestSession::Alive>(&action)) {
    group.push_back({HeartbeatArrived{stream.agent_id, alive->heartbeat.checks_run}, nullptr});
  }
  if (auto* refuse = std::get_if<IngestSession::Refuse>(&action)) Refuse(id, refuse->error);
}

void CollectorProcess::Follow(const Effect& effect) {
  if (const auto* ack = std::get_if<SendAck>(&effect)) Send(ack->session, ack->ack);
  if (const auto* no = std::get_if<SendReject>(&effect)) Send(no->session, no->reject);
  const auto* push = std::get_if<PushAssignments>(&effect);
  for (const auto& [id, stream] : streams_) {
    if (push && stream.agent_id == push->agent_id) Send(id, AssignmentPush{*push->set});
  }
}

void CollectorProcess::Send(StreamNumber id, const CollectorMessage& message) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  if (!found->second.welcome) return found->second.held.push_back(message);
  if (const auto* ack = std::get_if<Ack>(&message)) {
    parts_.trace.Note("the collector acknowledges {}..{} on stream {}", ack->ranges.front().first,
                      ack->ranges.back().last, id);
  }
  parts_.network.ToAgent(id, EncodeCollectorMessage(message), now_);
}

// Nobody does anything wrong here, but for a stream that is told of a number too high to be true.
void CollectorProcess::Refuse(StreamNumber id, const Error& reason) {
  parts_.trace.Note("the collector refuses stream {}: {}", id, reason.message().en);
  parts_.network.CloseFromCollector(id, now_);
  streams_.erase(id);
}

void CollectorProcess::Later(std::function<void()> wish) {
  const std::scoped_lock lock(mutex_);
  wishes_.push_back(std::move(wish));
}

void CollectorProcess::DoWishes() {
  std::vector<std::function<void()>> wishes;
  {
    const std::scoped_lock lock(mutex_);
    wishes.swap(wishes_);
  }
  for (const auto& wish : wishes) wish();
}

}  // namespace xunjian::sim
