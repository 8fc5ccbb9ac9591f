#include "collector/replay/row_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "collector/replay/field_text.h"

namespace xunjian {
namespace {

struct SubjectWords {
  std::string_view id;
  Text label;
};

SubjectWords WordsOf(ReplaySubject subject) {
  switch (subject) {
    case ReplaySubject::kEvent:
      return {"event", {"event", "动作"}};
    case ReplaySubject::kHost:
      return {"host", {"host", "主机"}};
    case ReplaySubject::kAgent:
      return {"agent", {"agent", "代理"}};
    case ReplaySubject::kEpoch:
      return {"epoch", {"epoch", "代理存储期"}};
    case ReplaySubject::kToken:
      return {"token", {"token", "令牌"}};
    case ReplaySubject::kOperator:
      return {"operator", {"operator", "操作员"}};
    case ReplaySubject::kArrival:
      return {"arrival", {"arrival of", "到达"}};
    case ReplaySubject::kState:
      return {"state", {"state of", "状态"}};
    case ReplaySubject::kIncident:
      return {"incident", {"incident", "事件"}};
    case ReplaySubject::kMember:
      return {"member", {"member of incident", "事件成员"}};
    case ReplaySubject::kTimeline:
      return {"incident_line", {"line of incident", "事件记录行"}};
    case ReplaySubject::kOutbox:
      return {"notification", {"notification", "通知"}};
    case ReplaySubject::kDeadline:
      return {"deadline", {"deadline of incident", "事件期限"}};
  }
  return {"", {"", ""}};
}

// Fields as they are written, one after the other.
class FactList {
 public:
  FactList& Add(std::string_view name, std::string value) {
    facts_.push_back({std::string(name), std::move(value)});
    return *this;
  }
  FactList& Add(std::string_view name, Timestamp at) {
    return Add(name, fmt::to_string(at.time_since_epoch().count()));
  }
  FactList& Add(std::string_view name, const std::optional<Timestamp>& at) {
    return at ? Add(name, *at) : Add(name, "");
  }
  FactList& Add(std::string_view name, const ResultRef& ref) {
    return Add(name, ref ? fmt::format("{}/{}", ref.epoch_number, ref.seq) : "");
  }
  FactList& Add(std::string_view name, const std::vector<Argument>& arguments) {
    std::string text;
    for (const Argument& argument : arguments) {
      text += fmt::format("{}{}:{}", text.empty() ? "" : " ", argument.name, argument.value);
    }
    return Add(name, std::move(text));
  }
  FactList& Add(std::string_view name, const std::map<std::string, std::string>& labels) {
    std::vector<Argument> arguments;
    for (const auto& [label, value] : labels) arguments.push_back({label, value});
    return Add(name, arguments);
  }
  FactList& Count(std::string_view name, std::uint64_t count) {
    return Add(name, fmt::to_string(count));
  }
  FactList& Flag(std::string_view name, bool flag) { return Add(name, flag ? "yes" : "no"); }
  RowFacts Take() { return std::move(facts_); }

 private:
  RowFacts facts_;
};

std::string NameOfState(const StateKey& key) {
  return fmt::format("{} {} [{}]", key.host, key.assignment, key.item);
}

}  // namespace

std::string_view ToString(ReplaySubject subject) { return WordsOf(subject).id; }
Text Label(ReplaySubject subject) { return WordsOf(subject).label; }

NamedRow NameOf(const HostRecord& host) { return {ReplaySubject::kHost, host.name}; }
NamedRow NameOf(const AgentRecord& agent) { return {ReplaySubject::kAgent, agent.id}; }
NamedRow NameOf(const EpochRecord& epoch) {
  return {ReplaySubject::kEpoch, fmt::format("{} ({})", epoch.number, epoch.agent_id)};
}
NamedRow NameOf(const TokenRecord& token) { return {ReplaySubject::kToken, token.id}; }
NamedRow NameOf(const OperatorRecord& person) { return {ReplaySubject::kOperator, person.name}; }
NamedRow NameOf(const Arrival& arrival) {
  return {ReplaySubject::kArrival, fmt::format("{} {}", arrival.key.host, arrival.key.assignment)};
}
NamedRow NameOf(const CheckState& state) { return {ReplaySubject::kState, NameOfState(state.key)}; }
NamedRow NameOf(const IncidentFacts& incident) {
  return {ReplaySubject::kIncident, fmt::to_string(incident.id)};
}
NamedRow NameOf(const MemberChange& change) {
  return {ReplaySubject::kMember,
          fmt::format("{}: {} {}", change.incident, NameOfState(change.member.key.state),
                      static_cast<int>(change.member.key.trouble))};
}
NamedRow NameOf(const OutboxEntry& entry) {
  return {ReplaySubject::kOutbox, fmt::format("{} {}", entry.id, entry.key)};
}
NamedRow NameOf(const NewsDeadline& deadline) {
  return {ReplaySubject::kDeadline,
          fmt::format("{} {}", deadline.key.incident, static_cast<int>(deadline.key.kind))};
}

RowFacts FactsOf(const HostRecord& host) {
  return FactList()
      .Add("site", host.site)
      .Add("labels", host.labels)
      .Add("agent", host.agent_id)
      .Add("enrolled_at", host.enrolled_at)
      .Take();
}

RowFacts FactsOf(const AgentRecord& agent) {
  std::string boots;
  for (const std::string& boot : agent.boots) boots += boot + ' ';
  return FactList()
      .Add("host", agent.host)
      .Add("key_fingerprint", agent.key_fingerprint)
      .Add("version", agent.version)
      .Flag("connected", agent.connected)
      .Add("last_contact", agent.last_contact)
      .Add("clock_skew", agent.clock_skew ? fmt::to_string(agent.clock_skew->count()) : "")
      .Add("boots", std::move(boots))
      .Flag("doubted", agent.doubted)
      .Take();
}

RowFacts FactsOf(const EpochRecord& epoch) {
  std::string received;
  for (const auto& [first, last] : epoch.received.ranges()) {
    received += fmt::format("{}-{} ", first, last);
  }
  return FactList()
      .Add("epoch", fmt::format("{:x}", epoch.epoch))
      .Add("received", std::move(received))
      .Count("results", epoch.results)
      .Count("missing", epoch.missing)
      .Take();
}

RowFacts FactsOf(const TokenRecord& token) {
  return FactList()
      .Add("host", token.host)
      .Add("site", token.site)
      .Add("labels", token.labels)
      .Add("created_by", token.created_by)
      .Add("created_at", token.created_at)
      .Add("expires_at", token.expires_at)
      .Add("used_at", token.used_at)
      .Add("key_fingerprint", token.key_fingerprint)
      .Add("agent", token.agent_id)
      .Take();
}

RowFacts FactsOf(const OperatorRecord& person) {
  return FactList()
      .Add("id", person.id)
      .Count("role", static_cast<std::uint64_t>(person.role))
      .Add("site", person.site)
      .Add("certificate_fingerprint", person.certificate_fingerprint)
      .Add("created_by", person.created_by)
      .Add("created_at", person.created_at)
      .Add("revoked_at", person.revoked_at)
      .Take();
}

RowFacts FactsOf(const Arrival& arrival) {
  return FactList()
      .Add("check", arrival.check)
      .Add("newest", arrival.newest)
      .Add("observed_at", arrival.observed_at)
      .Add("expected_from", arrival.expected_from)
      .Add("listened_from", ToFieldText(arrival.listened_from))
      .Flag("overdue", arrival.overdue)
      .Flag("steady", arrival.steady)
      .Take();
}

RowFacts FactsOf(const CheckState& state) {
  return FactList()
      .Add("check", state.check)
      .Add("outcome", std::string(ToString(state.outcome)))
      .Add("code", state.code)
      .Add("arguments", state.arguments)
      .Add("kind", state.kind == StateKind::kHard ? "hard" : "soft")
      .Count("attempt", static_cast<std::uint64_t>(state.attempt))
      .Add("since", state.since)
      .Add("observed_at", state.observed_at)
      .Add("newest", state.newest)
      .Add("first_failing", state.first_failing)
      .Add("last_failing", state.last_failing)
      .Take();
}

RowFacts FactsOf(const IncidentFacts& incident) {
  return FactList()
      .Add("status", std::string(ToString(incident.status)))
      .Add("host", incident.host)
      .Add("site", incident.site)
      .Add("group", incident.group)
      .Add("opened_at", incident.opened_at)
      .Add("solved_at", incident.solved_at)
      .Add("owner", incident.owner)
      .Take();
}

RowFacts FactsOf(const MemberChange& change) {
  const IncidentMember& member = change.member;
  return FactList()
      .Add("check", member.check)
      .Add("outcome", std::string(ToString(member.outcome)))
      .Add("code", member.code)
      .Add("arguments", member.arguments)
      .Add("first_failing", member.first_failing)
      .Add("last_failing", member.last_failing)
      .Add("passing", member.passing)
      .Flag("withdrawn", member.withdrawn)
      .Take();
}

RowFacts FactsOf(const OutboxEntry& entry) {
  return FactList()
      .Add("channel", entry.channel)
      .Add("kind", entry.kind)
      .Count("incident", entry.incident)
      .Add("created_at", entry.created_at)
      .Add("state", std::string(ToString(entry.state)))
      .Count("attempts", static_cast<std::uint64_t>(entry.attempts))
      .Add("due_at", entry.due_at)
      .Add("detail", entry.detail)
      .Add("reported_at", entry.reported_at)
      .Take();
}

RowFacts FactsOf(const NewsDeadline& deadline) {
  return FactList().Add("due_at", deadline.due_at).Take();
}

RowFacts FactsOf(const TimelineEntry& entry) {
  return FactList()
      .Add("at", entry.at)
      .Add("kind", entry.kind)
      .Add("actor", entry.actor)
      .Add("text", entry.text)
      .Add("details", entry.details)
      .Take();
}

std::string Differing(const RowFacts& facts, const RowFacts* other) {
  std::string text;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (other && facts[i] == (*other)[i]) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", facts[i].name, facts[i].value);
  }
  return text;
}

}  // namespace xunjian
