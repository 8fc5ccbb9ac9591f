#include "tests/support/collector_fixture.h"

#include <array>
#include <stdexcept>

namespace xunjian {
namespace {

constexpr std::array kProbeParameters = {
    ParameterSpec{"address", ParameterSpec::Kind::kString, true, {"where", "目标"}}};
const std::array kLoadThresholds = {Threshold{.name = "load", .metric = "load"}};

CheckType FakeCheck(std::string_view id, Family family) {
  CheckType check;
  check.id = id;
  check.family = family;
  return check;
}

const CheckType& LoadCheck() {
  static const CheckType check = [] {
    CheckType made = FakeCheck("host.perf.load", Family::kHost);
    made.thresholds = kLoadThresholds;
    return made;
  }();
  return check;
}

const CheckType& ProbeCheck() {
  static const CheckType check = [] {
    CheckType made = FakeCheck("net.state.probe", Family::kNetwork);
    made.parameters = kProbeParameters;
    return made;
  }();
  return check;
}

}  // namespace

std::vector<const CheckType*> MatchFakeChecks(std::string_view glob) {
  if (glob == "*") return {&LoadCheck(), &ProbeCheck()};
  if (glob == "host.*" || glob == LoadCheck().id) return {&LoadCheck()};
  if (glob == ProbeCheck().id) return {&ProbeCheck()};
  if (glob == "os.*" || glob == "net.state.link") return {&LoadCheck()};  // the default policy's
  return {};
}

SequencedResult ResultWith(std::uint64_t seq, const std::string& assignment, Outcome outcome,
                           Timestamp at) {
  SequencedResult entry;
  entry.seq = seq;
  entry.result.assignment = assignment;
  entry.result.check = assignment.substr(assignment.find('/') + 1);
  entry.result.observed_at = at;
  ItemResult item;
  item.outcome = outcome;
  item.code = std::string(ToString(outcome));
  item.arguments = {{"value", "1"}};
  entry.result.items.push_back(std::move(item));
  return entry;
}

CollectorWorld::CollectorWorld() {
  auto policy = ParsePolicy(kFakePolicyText, "fake.toml", &MatchFakeChecks);
  if (!policy) throw std::runtime_error(policy.error().message().en);
  rules.policy = std::make_shared<const Policy>(std::move(*policy));
  Handle(CollectorStarted{});
}

Changes CollectorWorld::Handle(const Event& event) {
  Changes changes = Decide(model, event, now, rules);
  Apply(changes, model);
  if (changes.policy_in_force) rules.policy = changes.policy_in_force;
  return changes;
}

void CollectorWorld::EnrolHost(const std::string& host, const std::string& agent_id) {
  Handle(TokenCreated{FakeToken(host, now)});
  const Changes enrolled = Handle(FakeEnrolment(host, agent_id));
  if (!enrolled.reply) throw std::runtime_error(enrolled.reply.error().message().en);
}

Changes CollectorWorld::Arrive(const std::string& agent_id, const std::string& assignment,
                               Outcome outcome) {
  return Batch(agent_id, kEpoch, {ResultWith(++last_seq, assignment, outcome, now)});
}

Changes CollectorWorld::Batch(const std::string& agent_id, std::uint64_t epoch,
                              std::vector<SequencedResult> results, std::vector<ResultGap> gaps) {
  auto batch = std::make_shared<const ColumnBatch>(ColumnBatch::Of(epoch, results, splitter_));
  return Handle(BatchArrived{1, agent_id, std::move(batch), std::move(gaps)});
}

Changes CollectorWorld::Act(std::uint64_t incident, IncidentAct act, const std::string& text) {
  return Handle(ActRequested{FakeActor(), {incident, act, text}});
}

Actor FakeActor() {
  Actor actor;
  actor.id = "person-1";
  actor.name = "li";
  actor.role = Role::kOperator;
  return actor;
}

TokenRecord FakeToken(const std::string& host, Timestamp now) {
  TokenRecord token;
  token.id = "token-of-" + host;
  token.secret_hash = "hash";
  token.host = host;
  token.site = "hq";
  token.created_by = "person-1";
  token.created_at = now;
  token.expires_at = now + std::chrono::minutes(30);
  return token;
}

EnrolRequested FakeEnrolment(const std::string& host, const std::string& agent_id) {
  return {"token-of-" + host, "hash", host, "key-of-" + agent_id, agent_id};
}

}  // namespace xunjian
