#include "tests/scenario/scenario_collector.h"

#include <catch2/catch.hpp>
#include <utility>

#include "base/ids.h"
#include "checks/catalogue/catalogue.h"
#include "collector/store/sqlite/sqlite_store.h"

namespace xunjian {

ScenarioCollector::ScenarioCollector(std::string database, ManualClock& clock)
    : database_(std::move(database)), clock_(clock) {
  Open();
}

void ScenarioCollector::Open() {
  store_ = OpenSqliteStore(storage_, database_).value();
  reader_ = store_->OpenReader().value();
  EngineHooks hooks;
  hooks.effect = [this](const Effect& effect) { Perform(effect); };
  hooks.fatal = [](const Error& reason) {
    throw std::runtime_error(reason.In(Language::kEnglish));
  };
  engine_ = Engine::Start(*store_, clock_, MatchChecks, std::move(hooks)).value();
}

void ScenarioCollector::Restart(const std::function<void()>& meanwhile) {
  streams_.clear();
  engine_.reset();
  reader_.reset();
  store_.reset();
  effects_.clear();
  if (meanwhile) meanwhile();
  Open();
}

std::string ScenarioCollector::Enrol(const std::string& host) {
  TokenRecord token;
  token.id = RandomId();
  token.secret_hash = "hash of " + token.id;
  token.host = host;
  token.site = "hunan";
  token.created_at = clock_.Now();
  token.expires_at = clock_.Now() + std::chrono::minutes(30);
  engine_->Call(TokenCreated{token}).value();
  const auto reply = engine_->Call(
      EnrolRequested{token.id, token.secret_hash, host, "key of " + host, RandomId()});
  return std::get<EnrolmentAccepted>(reply.value()).agent_id;
}

void ScenarioCollector::ApplyPolicy(const std::string& toml) {
  auto policy = ParsePolicy(toml, "scenario.toml", MatchChecks);
  if (!policy) FAIL(policy.error().In(Language::kEnglish));
  engine_->Call(PolicyApplied{{}, std::make_shared<const Policy>(std::move(*policy))}).value();
  DeliverEffects();
}

SessionId ScenarioCollector::Connect(const std::string& agent_id) {
  streams_.emplace(++last_stream_, Stream{agent_id, IngestSession(shapes_), {}});
  return last_stream_;
}

void ScenarioCollector::Disconnect(SessionId stream) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  const std::string agent_id = found->second.agent_id;
  streams_.erase(found);
  engine_->Call(SessionDown{stream, agent_id}).value();
  DeliverEffects();
}

void ScenarioCollector::Receive(SessionId id, AgentMessage message) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  Stream& stream = found->second;
  auto action = stream.session.Receive(std::move(message));
  bool refused = std::holds_alternative<IngestSession::Refuse>(action);
  if (auto* opened = std::get_if<IngestSession::Opened>(&action)) {
    const auto reply = engine_->Call(SessionUp{id, stream.agent_id, std::move(opened->hello)});
    refused = !reply;
    if (reply) {
      stream.inbox.push_back(Welcome{"", clock_.Now(), std::chrono::seconds(20),
                                     std::get<SessionAccepted>(*reply).received,
                                     std::get<SessionAccepted>(*reply).former});
    }
  }
  if (auto* submit = std::get_if<IngestSession::Submit>(&action)) {
    auto batch = std::make_shared<const ColumnBatch>(std::move(submit->batch));
    refused = !engine_->Call(
        BatchArrived{id, stream.agent_id, std::move(batch), std::move(submit->gaps)});
  }
  if (refused) streams_.erase(id);
  DeliverEffects();
}

std::vector<CollectorMessage> ScenarioCollector::TakeInbox(SessionId id) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return {};
  const auto inbox = std::exchange(found->second.inbox, {});
  return {inbox.begin(), inbox.end()};
}

void ScenarioCollector::Tick() {
  engine_->Call(xunjian::Tick{clock_.Steady()}).value();
  DeliverEffects();
}

void ScenarioCollector::Perform(const Effect& effect) {
  const std::lock_guard lock(mutex_);
  effects_.push_back(effect);
}

// Effects come before the reply of the event that caused them (engine.h), so all are here.
void ScenarioCollector::DeliverEffects() {
  std::vector<Effect> effects;
  {
    const std::lock_guard lock(mutex_);
    effects = std::exchange(effects_, {});
  }
  const auto to_session = [this](SessionId session, CollectorMessage message) {
    const auto found = streams_.find(session);
    if (found != streams_.end()) found->second.inbox.push_back(std::move(message));
  };
  for (const Effect& effect : effects) {
    if (const auto* ack = std::get_if<SendAck>(&effect)) to_session(ack->session, ack->ack);
    if (const auto* no = std::get_if<SendReject>(&effect)) to_session(no->session, no->reject);
    if (const auto* push = std::get_if<PushAssignments>(&effect)) {
      for (auto& [id, stream] : streams_) {
        if (stream.agent_id == push->agent_id) {
          stream.inbox.push_back(AssignmentPush{*push->set});
        }
      }
    }
  }
}

}  // namespace xunjian
