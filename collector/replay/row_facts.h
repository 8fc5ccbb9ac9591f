#pragma once

#include <string>
#include <vector>

#include "collector/decide/changes.h"

namespace xunjian {

// What a difference is about.
enum class ReplaySubject {
  kEvent,
  kHost,
  kAgent,
  kEpoch,
  kToken,
  kOperator,
  kArrival,
  kState,
  kIncident,
  kMember,
  kTimeline,
  kOutbox,
  kDeadline,
};
std::string_view ToString(ReplaySubject subject);  // "incident_line"
Text Label(ReplaySubject subject);

// A row in words: which one it is, and all that it says. Secrets are left out.
using RowFacts = std::vector<Argument>;

struct NamedRow {
  ReplaySubject subject = ReplaySubject::kEvent;
  std::string name;  // "web1 base/host.perf.load /"
};

NamedRow NameOf(const HostRecord& host);
NamedRow NameOf(const AgentRecord& agent);
NamedRow NameOf(const EpochRecord& epoch);
NamedRow NameOf(const TokenRecord& token);
NamedRow NameOf(const OperatorRecord& person);
NamedRow NameOf(const Arrival& arrival);
NamedRow NameOf(const CheckState& state);
NamedRow NameOf(const IncidentFacts& incident);
NamedRow NameOf(const MemberChange& member);
NamedRow NameOf(const OutboxEntry& entry);
NamedRow NameOf(const NewsDeadline& deadline);

RowFacts FactsOf(const HostRecord& host);
RowFacts FactsOf(const AgentRecord& agent);
RowFacts FactsOf(const EpochRecord& epoch);
RowFacts FactsOf(const TokenRecord& token);
RowFacts FactsOf(const OperatorRecord& person);
RowFacts FactsOf(const Arrival& arrival);
RowFacts FactsOf(const CheckState& state);
RowFacts FactsOf(const IncidentFacts& incident);
RowFacts FactsOf(const MemberChange& member);
RowFacts FactsOf(const OutboxEntry& entry);
RowFacts FactsOf(const NewsDeadline& deadline);
RowFacts FactsOf(const TimelineEntry& entry);

// "outcome=critical code=refused": those of `facts` that `other` says otherwise, or all of them
// when `other` is null.
std::string Differing(const RowFacts& facts, const RowFacts* other);

}  // namespace xunjian
