#include "tests/contract/store/store_contract.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "proto/columns/series_columns.h"
#include "tests/support/collector_fixture.h"
#include "tests/support/manual_clock.h"

namespace xunjian {
namespace {

constexpr ListenedTime kListened(std::chrono::hours(7));  // at each commit
constexpr int kFailures = 4;  // the probe fails that often, an incident opens at the third

// Three results that the spool had no room for, after those that came.
ResultGap Lost() {
  ResultGap gap{.reason = GapReason::kCap, .count = 3};
  gap.seqs.Add(kFailures + 2, kFailures + 4);
  gap.first_at = ManualClock::kStart + std::chrono::minutes(1);
  gap.last_at = ManualClock::kStart + std::chrono::minutes(3);
  return gap;
}

// It passes again, and with that comes what is missing.
Changes Pass(CollectorWorld& world) {
  return world.Batch("agent-1", CollectorWorld::kEpoch,
                     {ResultWith(kFailures + 1, kProbe, Outcome::kOk, world.now)}, {Lost()});
}

// The events of the story; each one is a transaction.
std::vector<Changes> Story() {
  CollectorWorld world;
  std::vector<Changes> story;
  story.push_back(world.Handle(TokenCreated{FakeToken("web1", world.now)}));
  story.push_back(world.Handle(FakeEnrolment("web1", "agent-1")));
  for (int i = 0; i < kFailures; ++i) {
    story.push_back(world.Arrive("agent-1", kProbe, Outcome::kCritical));
  }
  story.push_back(Pass(world));
  return story;
}

Result<void> CommitOne(Store& store, const Changes& changes) {
  auto transaction = store.Begin();
  if (!transaction) return transaction.error();
  if (const auto written = (*transaction)->Write(changes); !written) return written;
  const auto committed = (*transaction)->Commit(Timestamp(), kListened);
  if (!committed) return committed.error();
  return Ok();
}

void CheckRemovedEpochs(Store& store) {
  const auto before = store.Load().value().rows.epochs;
  const EpochRecord empty{.number = 99, .agent_id = "agent-1", .epoch = 0xfade};
  Changes met;
  met.epochs = {empty};
  REQUIRE(CommitOne(store, met).has_value());
  CHECK(store.Load().value().rows.epochs.size() == before.size() + 1);
  Changes forgotten;
  forgotten.removed_epochs = {empty};
  REQUIRE(CommitOne(store, forgotten).has_value());
  CHECK(store.Load().value().rows.epochs == before);
}

void CheckNothingWithoutCommit(Store& store, StoreReader& reader) {
  {
    auto transaction = store.Begin().value();
    REQUIRE(transaction->Write(Story()[0]).has_value());
    CHECK(reader.ListTokens("").value().empty());  // a reader sees committed rows only
  }
  CHECK(store.Load().value().rows.tokens.empty());
}

void CheckLoadsWhatWasWritten(Store& store) {
  Model grown;
  Apply(store.Load().value().rows, grown);
  CollectorWorld lived;
  lived.EnrolHost("web1", "agent-1");
  for (int i = 0; i < kFailures; ++i) lived.Arrive("agent-1", kProbe, Outcome::kCritical);
  Pass(lived);

  CHECK(grown.hosts.at("web1").record == lived.model.hosts.at("web1").record);
  CHECK(grown.agents.at("agent-1").record == lived.model.agents.at("agent-1").record);
  CHECK(grown.agents.at("agent-1").epochs == lived.model.agents.at("agent-1").epochs);
  CHECK(grown.tokens == lived.model.tokens);
  CHECK(grown.outbox == lived.model.outbox);
  CHECK(grown.deadlines == lived.model.deadlines);
  const StateKey probe{"web1", kProbe, ""};
  CHECK(*grown.FindState(probe) == *lived.model.FindState(probe));
  CHECK(grown.FindRun({"web1", kProbe})->arrival == lived.model.FindRun({"web1", kProbe})->arrival);
  CHECK(grown.incidents.empty());
  CHECK(store.Load().value().last_incident == 1);
  CHECK(store.Load().value().listened == kListened);
}

void CheckQueries(StoreReader& reader) {
  const auto results = reader.ListResults("", {}).value().results;
  REQUIRE(results.size() == kFailures + 1);
  CHECK(results.front().seq == kFailures + 1);  // newest first
  CHECK(results.front().outcome == Outcome::kOk);
  CHECK(results.front().epoch == CollectorWorld::kEpoch);
  CHECK(reader.ListResults("", {.check = "net.*", .limit = 2}).value().results.size() == 2);
  CHECK(reader.ListResults("", {.check = "host.*"}).value().results.empty());
  CHECK(reader.ListResults("", {.outcome = Outcome::kCritical}).value().results.size() ==
        kFailures);
  CHECK(reader.HostReport("", "web1").value().results.size() == 1);
  CHECK(reader.ListStates("", {.host = "web1"}).value().size() == 2);  // one never answered
  CHECK(reader.ListIncidents("", {.open_only = true}).value().empty());
  const IncidentDetail detail = reader.ShowIncident("", 1).value();
  CHECK(detail.members.at(0).passing_seq == kFailures + 1);
  CHECK(detail.incident.site == "hq");
}

// Each piece of news waits for its channel alone, and the incident shows it.
void CheckOutbox(StoreReader& reader) {
  CHECK(reader.DueOutbox(Timestamp::max(), 10).value().size() == 2);
  CHECK(reader.DueOutboxOf("log", Timestamp::max(), 10).value().size() == 2);
  CHECK(reader.DueOutboxOf("log", Timestamp::max(), 1).value().at(0).key == "incident-1-opened");
  CHECK(reader.DueOutboxOf("log", Timestamp(), 10).value().empty());
  CHECK(reader.DueOutboxOf("mail", Timestamp::max(), 10).value().empty());
  CHECK(reader.PendingChannels().value() == std::vector<std::string>{"log"});
  const auto told = reader.ShowIncident("", 1).value().notifications;
  REQUIRE(told.size() == 2);
  CHECK(told[1].key == "incident-1-solved");
  CHECK(told[1].kind == "solved");
  CHECK(told[1].channel == "log");
  CHECK(told[1].state == DeliveryState::kPending);
  CHECK(told[1].due_at == told[1].created_at);
  CHECK_FALSE(told[1].reported_at);
}

// A series is what the list says, page by page.
void CheckSeries(StoreReader& reader) {
  SeriesQuery query{.host = "web1", .assignment = kProbe, .limit = 2};
  auto listed = reader.ListResults("", {.host = "web1"}).value().results;
  std::ranges::reverse(listed);
  std::size_t next = 0;
  for (bool more = true; more;) {
    const SeriesPage page = reader.ReadSeries("hq", query).value();
    CHECK(page.gaps.size() == (query.after ? 0 : 1));
    const SeriesColumns series = SeriesColumns::Parse(page.columns).value();
    for (std::size_t i = 0; i < series.size(); ++i, ++next) {
      REQUIRE(next < listed.size());
      CHECK(series.row(i).seq == listed[next].seq);
      CHECK(series.ResultOf(i).items.at(0).outcome == listed[next].outcome);
    }
    more = page.next.has_value();
    query.after = page.next;
  }
  CHECK(next == listed.size());

  const StoredResult first = reader.ShowResult("hq", {CollectorWorld::kEpoch, 1}).value();
  CHECK(first.host == "web1");
  CHECK(first.result.assignment == kProbe);
  CHECK(reader.ShowResult("", {CollectorWorld::kEpoch, 99}).error().code() == ErrorCode::kNotFound);
  CHECK(reader.ShowResult("", {1, 1}).error().code() == ErrorCode::kNotFound);
}

void CheckGaps(StoreReader& reader) {
  using std::chrono::minutes;
  const Timestamp start = ManualClock::kStart;
  const auto found = reader.ListGaps("", {}).value();
  REQUIRE(found.size() == 1);
  CHECK(found[0].host == "web1");
  CHECK(found[0].reason == GapReason::kCap);
  CHECK(found[0].count == 3);
  CHECK(found[0].epoch == CollectorWorld::kEpoch);
  CHECK(found[0].first_seq == kFailures + 2);
  CHECK(found[0].last_seq == kFailures + 4);
  CHECK(found[0].last_at == start + minutes(3));
  CHECK(reader.ListGaps("", {.since = start + minutes(3)}).value().size() == 1);
  CHECK(reader.ListGaps("", {.since = start + minutes(4)}).value().empty());
  CHECK(reader.ListGaps("", {.until = start + minutes(1)}).value().empty());
  CHECK(reader.ListGaps("", {.host = "web2"}).value().empty());
  CHECK(reader.ListGaps("branch", {}).value().empty());
}

void CheckSites(StoreReader& reader) {
  CHECK(reader.ListHosts("hq").value().size() == 1);
  CHECK(reader.ListHosts("branch").value().empty());
  CHECK(reader.HostReport("branch", "web1").error().code() == ErrorCode::kNotFound);
  CHECK(reader.ShowIncident("branch", 1).error().code() == ErrorCode::kNotFound);
  CHECK(reader.ListResults("branch", {}).value().results.empty());
  CHECK(reader.ReadSeries("branch", {.host = "web1", .assignment = kProbe}).error().code() ==
        ErrorCode::kNotFound);
  CHECK(reader.ReadSeries("", {.assignment = kProbe}).error().code() == ErrorCode::kNotFound);
  CHECK(reader.ShowResult("branch", {CollectorWorld::kEpoch, 1}).error().code() ==
        ErrorCode::kNotFound);
}

void CheckHostileNamesAreNames(Store& store, StoreReader& reader) {
  const std::string name = "x'); DROP TABLE host; --\" % _ \\ \xe5\xb7\xa1";
  CollectorWorld world;
  TokenRecord token = FakeToken("web9", world.now);
  token.host = name;
  token.labels = {{name, name}};
  Changes changes;
  changes.tokens.push_back(token);
  REQUIRE(CommitOne(store, changes).has_value());
  const auto tokens = reader.ListTokens("").value();
  CHECK(std::ranges::count(tokens, name, &TokenRow::host) == 1);
  const auto results = reader.ListResults("", {.host = name, .check = name, .item = name});
  CHECK(results.error().code() == ErrorCode::kNotFound);
  CHECK(reader.ListHosts(name).value().empty());
  CHECK_FALSE(reader.ListHosts("").value().empty());
}

// Two events and a batch in one commit, of which the first wrote nothing to be told apart by.
void CheckRecord(Store& store) {
  CollectorWorld world;
  world.EnrolHost("web1", "agent-1");
  Changes batch = world.Batch("agent-1", 0xbee5,
                              {ResultWith(1, kLoad, Outcome::kOk, world.now),
                               ResultWith(2, kLoad, Outcome::kCritical, world.now)});
  const std::uint64_t epoch_number = batch.results->epoch_number;
  Changes first;
  first.event = EventRecord{"tick", {{"now", "5"}, {"a=b\n", "\\ c\n=d"}}};
  Changes last;
  last.event = EventRecord{"note", {}};
  auto transaction = store.Begin().value();
  REQUIRE(transaction->Write({}).has_value());
  for (const Changes& changes : {first, batch, last}) {
    REQUIRE(transaction->Write(changes).has_value());
  }
  const Timestamp decided_at = world.now + std::chrono::nanoseconds(1);
  const std::uint64_t number = transaction->Commit(decided_at, {}).value();
  transaction.reset();

  const auto record = store.OpenRecord().value();
  std::uint64_t expected = 1;
  std::optional<RecordedCommit> newest;
  for (auto next = record->Next().value(); next; next = record->Next().value()) {
    CHECK(next->number == expected++);
    newest = std::move(next);
  }
  REQUIRE(newest->number == number);
  CHECK(newest->decided_at == decided_at);
  REQUIRE(newest->steps.size() == 3);
  CHECK(newest->steps[0].event == first.event);
  CHECK(newest->steps[0].results == nullptr);
  CHECK_FALSE(newest->steps[1].event);
  CHECK(newest->steps[1].epoch_number == epoch_number);
  REQUIRE(newest->steps[1].results->rows().size() == 2);
  CHECK(newest->steps[1].results->epoch() == 0xbee5);
  CHECK(newest->steps[1].results->ResultOf(newest->steps[1].results->rows()[1]) ==
        batch.results->batch->ResultOf(batch.results->batch->rows()[1]));
  CHECK(newest->steps[2].event == last.event);
}

// Incidents are there with all their lines, solved ones, too.
void CheckRecordedEnd(Store& store) {
  const RecordedEnd end = store.OpenRecord().value()->ReadEnd().value();
  REQUIRE(end.incidents.size() == 1);
  CHECK(end.incidents[0].facts.solved_at);
  CHECK(end.incidents[0].members.size() == 1);
  REQUIRE(end.incidents[0].timeline.size() == 3);
  CHECK(end.incidents[0].timeline[0].kind == "opened");
  CHECK(end.incidents[0].timeline[2].kind == "solved");
  CHECK(end.rows.hosts.size() == 1);
}

}  // namespace

void CheckStoreContract(const StoreUnderTest& backend) {
  auto store = backend.open().value();
  auto reader = store->OpenReader().value();
  CheckNothingWithoutCommit(*store, *reader);
  for (const Changes& changes : Story()) REQUIRE(CommitOne(*store, changes).has_value());
  CheckRemovedEpochs(*store);
  CheckLoadsWhatWasWritten(*store);
  reader.reset();
  store.reset();
  store = backend.open().value();
  CheckLoadsWhatWasWritten(*store);
  reader = store->OpenReader().value();
  CheckQueries(*reader);
  CheckOutbox(*reader);
  CheckSeries(*reader);
  CheckGaps(*reader);
  CheckSites(*reader);
  CheckRecordedEnd(*store);
  CheckRecord(*store);
  CheckHostileNamesAreNames(*store, *reader);
}

int WriteLifeStory(Store& store) {
  int committed = 0;
  for (const Changes& changes : Story()) {
    if (!CommitOne(store, changes)) return committed;
    ++committed;
  }
  return committed;
}

int WriteLifeStoryWithoutRoom(Store& store, StoreReader& reader,
                              const std::function<void()>& make_room) {
  int full = 0;
  int committed = 0;
  for (const Changes& changes : Story()) {
    if (const auto first = CommitOne(store, changes); !first) {
      ++full;
      REQUIRE(first.error().code() == ErrorCode::kUnavailable);
      REQUIRE(CountWholeTransactions(store, reader) == committed);
      make_room();
      REQUIRE(CommitOne(store, changes).has_value());
    }
    REQUIRE(CountWholeTransactions(store, reader) == ++committed);
  }
  return full;
}

int CountWholeTransactions(Store& store, StoreReader& reader) {
  const Changes rows = store.Load().value().rows;
  const auto results = static_cast<int>(reader.ListResults("", {}).value().results.size());
  if (rows.tokens.empty()) return 0;
  if (rows.hosts.empty()) return 1;
  CHECK(rows.agents.size() == 1);
  CHECK(rows.tokens[0].used_at);
  // With each result came its state, its arrival, its range, and with the third the incident.
  CHECK(static_cast<int>(rows.states.size()) == (results > 0 ? 1 : 0));
  if (results > 0) {
    CHECK(rows.states[0].newest.seq == static_cast<std::uint64_t>(results));
    const bool all = results > kFailures;
    const auto last = static_cast<std::uint64_t>(results + (all ? 3 : 0));
    CHECK(rows.epochs.at(0).received.ranges() == SeqRanges::Map{{1, last}});
    CHECK(reader.ListGaps("", {}).value().size() == (all ? 1 : 0));
  }
  const bool opened = results >= 3;
  const bool solved = results > kFailures;
  CHECK(rows.outbox.size() == (opened ? 1u : 0u) + (solved ? 1u : 0u));
  CHECK(rows.incidents.size() == (opened && !solved ? 1u : 0u));
  return 2 + results;
}

}  // namespace xunjian
