#include "tests/simulation/invariants.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "collector/replay/replay.h"
#include "tests/simulation/incident_rules.h"
#include "tests/support/collector_fixture.h"

namespace xunjian::sim {
namespace {

std::uint64_t SerialOf(const StoredResults::Result& result) {
  for (const Metric& metric : result.items.front().metrics) {
    if (metric.name == Ledger::kSerial) return static_cast<std::uint64_t>(metric.value);
  }
  return 0;
}

bool SameAsMade(const StoredResults::Result& stored, const CheckResult& made) {
  const auto is_there = [&](const ItemResult& item) {
    return std::ranges::any_of(stored.items, [&](const ResultRow& row) {
      return row.check == made.check && row.item == item.observed.item &&
             row.outcome == item.outcome && row.code == item.code &&
             row.observed_at == made.observed_at;
    });
  };
  return stored.items.size() == made.items.size() && std::ranges::all_of(made.items, is_there);
}

std::string Say(const SeqRanges& seqs) {
  std::string said;
  for (const auto& [first, last] : seqs.ranges()) said += fmt::format(" {}..{}", first, last);
  return said;
}

}  // namespace

Invariants::Invariants(const Agents& agents, CollectorHost& collector)
    : agents_(agents), collector_(collector) {}

StoredResults Invariants::Read() const {
  std::vector<std::string> hosts;
  for (const auto& agent : agents_) hosts.push_back(agent->name());
  return StoredResults::Read(collector_.process()->store(), collector_.process()->reader(), hosts);
}

void Invariants::CheckAlways() const {
  const StoredResults stored = Read();
  for (const auto& agent : agents_) {
    CheckResults(*agent, stored);
    if (!collector_.ever_restored()) CheckPromises(*agent, stored);
    CheckStates(*agent, stored);
  }
  CheckIncidents(collector_.process()->reader());
}

void Invariants::CheckAtRest() const {
  CheckAlways();
  const StoredResults stored = Read();
  for (const auto& agent : agents_) {
    CheckPromises(*agent, stored);
    CheckAccount(*agent, stored);
  }
  CheckReplay();
}

void Invariants::CheckReplay() const {
  const auto record = collector_.process()->store().OpenRecord().value();
  const auto report = Replay(*record, &MatchFakeChecks);
  Demand(report.has_value(), "what is stored can be decided again: {}",
         report ? "" : report.error().message().en);
  if (report->same()) return;
  const ReplayDifference& first = report->differences.front();
  Demand(false,
         "decided again it is the same: commit {}, event {} ({}): {} {}: stored '{}', decided '{}'",
         first.place.commit, first.place.order, first.place.kind, ToString(first.row.subject),
         first.row.name, first.stored, first.decided);
}

void Invariants::CheckResults(const AgentHost& agent, const StoredResults& stored) const {
  const auto results = stored.results.find(agent.name());
  std::map<std::uint64_t, std::uint64_t> results_of;  // epoch → how many
  std::set<std::uint64_t> seen;
  if (results != stored.results.end()) {
    for (const auto& [ref, result] : results->second) {
      const std::uint64_t serial = SerialOf(result);
      const Ledger::Entry* made = agent.ledger().Find(serial);
      Demand(made != nullptr, "stored is what was made: {} has no result {}", agent.id(), serial);
      Demand(seen.insert(serial).second, "nothing twice: result {} of {} is stored again as {}",
             serial, agent.id(), result.seq);
      Demand(SameAsMade(result, made->result), "as it was made: result {} of {} is another one",
             serial, agent.id());
      const auto owners = agent.ledger().OwnersOf(result.epoch, result.seq);
      const bool was_numbered = made->seq != 0;  // or its process died over it
      Demand(!was_numbered || owners.empty() || std::ranges::count(owners, serial) > 0,
             "under its number: result {} of {} is stored as {}, which is result {}", serial,
             agent.id(), result.seq, owners.empty() ? 0 : owners.front());
      ++results_of[result.epoch];
    }
  }
  CheckGaps(agent, stored);
  for (const auto& [value, epoch] : stored.epochs) {
    if (epoch.agent_id != agent.id()) continue;
    Demand(epoch.results == results_of[value],
           "what an epoch counts is stored: {} of {}, stored are {}", epoch.results, agent.id(),
           results_of[value]);
  }
}

void Invariants::CheckGaps(const AgentHost& agent, const StoredResults& stored) const {
  std::set<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, GapReason>> seen;
  const auto gaps = stored.gaps.find(agent.name());
  if (gaps == stored.gaps.end()) return;
  for (const GapRow& gap : gaps->second) {
    Demand(seen.emplace(gap.epoch, gap.first_seq, gap.last_seq, gap.reason).second,
           "no gap twice: {} to {} of {} is stored again", gap.first_seq, gap.last_seq, agent.id());
  }
}

// What a life burnt at its end, the next one takes for its own: there was no result. Of the former
// one nobody tells a collector that was restored.
SeqRanges Invariants::Disowned(const AgentHost& agent, std::uint64_t epoch) {
  SeqRanges burnt = agent.ledger().promises().at(epoch).burnt;
  const SeqRange owned = agent.process()->spool().lives().NumbersOf(epoch);
  burnt.Remove(owned.first, owned.last);
  return burnt;
}

void Invariants::CheckPromises(const AgentHost& agent, const StoredResults& stored) const {
  for (const auto& [value, promises] : agent.ledger().promises()) {
    const auto epoch = stored.epochs.find(value);
    SeqRanges lacking = promises.acknowledged;
    if (epoch != stored.epochs.end()) {
      lacking.RemoveAll(epoch->second.received, 1, UINT64_MAX - 1);
    }
    if (collector_.ever_restored()) lacking.RemoveAll(Disowned(agent, value), 1, UINT64_MAX - 1);
    Demand(lacking.empty(), "acknowledged is stored: the collector does not have{} of {}",
           Say(lacking), agent.id());
    SeqRanges results = promises.acknowledged;
    results.RemoveAll(promises.gaps, 1, UINT64_MAX - 1);
    const auto there = stored.results.find(agent.name());
    for (const auto& [first, last] : results.ranges()) {
      for (std::uint64_t seq = first; seq <= last; ++seq) {
        if (agent.ledger().OwnersOf(value, seq).empty()) continue;
        const bool is_there =
            there != stored.results.end() && there->second.contains({epoch->second.number, seq});
        Demand(is_there, "acknowledged is stored: number {} of {} is a result, and is not there",
               seq, agent.id());
      }
    }
  }
}

void Invariants::CheckStates(const AgentHost& agent, const StoredResults& stored) const {
  const auto newest = stored.newest.find(agent.name());
  if (newest == stored.newest.end()) return;
  for (const auto& [check, ref] : newest->second) {
    const StoredResults::Result& result = stored.results.at(agent.name()).at(ref);
    std::size_t states = 0;
    for (const StateRow& state : stored.states.at(agent.name())) {
      if (state.check != check) continue;
      ++states;
      const auto item = std::ranges::find(result.items, state.item, &ResultRow::item);
      Demand(item != result.items.end() && item->outcome == state.outcome &&
                 state.epoch == result.epoch && state.seq == result.seq,
             "a state is that of the newest result: {} [{}] of {} is {} by {}, the newest is {}",
             check, state.item, agent.name(), ToString(state.outcome), state.seq, result.seq);
    }
    Demand(states == result.items.size(), "a state for each item: {} of {} has {}, not {}", check,
           agent.name(), states, result.items.size());
  }
}

void Invariants::CheckAccount(const AgentHost& agent, const StoredResults& stored) const {
  const Spool& spool = agent.process()->spool();
  for (const SpoolLives::Life& life : spool.lives().list()) {
    const SeqRange numbers = spool.lives().NumbersOf(life.id);
    const std::uint64_t last = std::min(numbers.last, spool.last());
    const std::uint64_t given = last + 1 - std::min(life.first, last + 1);
    const auto epoch = stored.epochs.find(life.id);
    const std::uint64_t here =
        epoch == stored.epochs.end() ? 0 : epoch->second.received.CountIn(life.first, last);
    Demand(here == given, "every number arrives: {} of {} of life {:x} of {}", here, given, life.id,
           agent.id());
  }
  std::uint64_t accounted = 0;
  for (const auto& [value, epoch] : stored.epochs) {
    if (epoch.agent_id == agent.id()) accounted += epoch.results + epoch.missing;
  }
  const std::uint64_t surely = agent.ledger().Surely();
  const std::uint64_t perhaps = agent.ledger().Perhaps();
  Demand(surely <= accounted && accounted <= surely + perhaps,
         "stored + gaps = produced: {} of {}, produced were {} to {}", accounted, agent.id(),
         surely, surely + perhaps);
}

}  // namespace xunjian::sim
