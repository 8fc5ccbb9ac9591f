#include "collector/store/sqlite/sqlite_record.h"

#include <algorithm>
#include <map>

#include "collector/store/sqlite/load_rows.h"
#include "collector/store/sqlite/pairs_text.h"
#include "collector/store/sqlite/read_rows.h"

namespace xunjian {
namespace {

struct EventRow {
  std::uint64_t commit = 0;
  std::uint64_t order = 0;
  EventRecord event;
};

EventRow ReadEvent(Statement& row) {
  EventRow read;
  read.commit = row.Unsigned();
  read.order = row.Unsigned();
  read.event.kind = row.Text();
  read.event.fields = ArgumentsFromText(row.Bytes());
  return read;
}

TimelineEntry ReadLine(Statement& row) {
  TimelineEntry line;
  line.at = row.Time();
  line.kind = row.Text();
  line.actor = row.Text();
  line.text = row.Text();
  line.details = ArgumentsFromText(row.Bytes());
  return line;
}

std::pair<std::string, std::string> ReadPolicyText(Statement& row) {
  std::string version = row.Text();
  return {std::move(version), row.Text()};
}

// The rows of one batch, whose shapes may stand in it more than once.
class BatchBuilder {
 public:
  explicit BatchBuilder(std::uint64_t epoch) : batch_(epoch) {}

  void Add(const HistoryRow& row) {
    const auto [known, is_new] = shapes_.try_emplace(row.shape.get(), 0);
    if (is_new) known->second = batch_.AddShape(row.shape);
    batch_.AddRow(row.seq, known->second, {row.observed_at, row.duration, row.numbers, row.texts});
  }
  std::shared_ptr<const ColumnBatch> Take() {
    return std::make_shared<const ColumnBatch>(std::move(batch_));
  }

 private:
  ColumnBatch batch_;
  std::map<const ResultShape*, std::uint32_t> shapes_;
};

// One step from all rows of its batch, which begin at `first`; returns where they end.
std::size_t AddResults(const std::vector<HistoryRow>& rows, std::size_t first, RecordedStep& step) {
  const HistoryRow& of = rows[first];
  BatchBuilder batch(of.epoch);
  std::size_t end = first;
  for (; end < rows.size() && rows[end].order == of.order; ++end) batch.Add(rows[end]);
  step.results = batch.Take();
  step.epoch_number = of.epoch_number;
  return end;
}

class SqliteRecord final : public RecordSource {
 public:
  SqliteRecord(std::unique_ptr<Connection> connection, std::shared_ptr<const History> history)
      : connection_(std::move(connection)), history_(std::move(history)) {}

  // A transaction that only reads, so that all of it is of one moment.
  Result<void> Begin() {
    const auto begin = connection_->Named(sql_.record, "begin");
    if (!begin) return begin.error();
    if (const auto begun = (*begin)->Run(); !begun) return begun;
    for (const auto& [name, statement] :
         {std::pair("commits", &commits_), std::pair("events", &events_)}) {
      const auto named = connection_->Named(sql_.record, name);
      if (!named) return named.error();
      *statement = *named;
    }
    commits_->Bind();
    events_->Bind();
    if (const auto read = NextEvent(); !read) return read;
    walk_ = history_->Walk();
    results_ = walk_->Next();
    return Ok();
  }

  Result<RecordedEnd> ReadEnd() override {
    auto loaded = LoadRows(*connection_, sql_.load);
    if (!loaded) return loaded.error();
    RecordedEnd end;
    end.rows = std::move(loaded->rows);
    auto policies = Query(*connection_, sql_.record, "policies", &ReadPolicyText);
    if (!policies) return policies.error();
    end.policies.insert(policies->begin(), policies->end());
    auto incidents = Query(*connection_, sql_.record, "incidents", &ReadIncident);
    if (!incidents) return incidents.error();
    for (IncidentFacts& facts : *incidents) {
      if (auto added = AddIncident(std::move(facts), end.incidents); !added) return added.error();
    }
    return end;
  }

  Result<std::optional<RecordedCommit>> Next() override {
    const auto more = commits_->Next();
    if (!more) return more.error();
    if (!*more) return std::optional<RecordedCommit>();
    RecordedCommit commit;
    commit.number = commits_->Unsigned();
    commit.decided_at = commits_->Time();
    if (const auto taken = TakeEvents(commit); !taken) return taken.error();
    TakeResults(commit);
    std::ranges::sort(commit.steps, {}, &RecordedStep::order);
    return std::optional(std::move(commit));
  }

 private:
  Result<void> AddIncident(IncidentFacts facts, std::vector<RecordedIncident>& to) {
    RecordedIncident incident{std::move(facts), {}, {}};
    auto members = Query(*connection_, sql_.load, "members", &ReadMember, incident.facts.id);
    if (!members) return members.error();
    auto lines = Query(*connection_, sql_.record, "lines", &ReadLine, incident.facts.id);
    if (!lines) return lines.error();
    incident.members = std::move(*members);
    incident.timeline = std::move(*lines);
    for (TimelineEntry& line : incident.timeline) line.incident = incident.facts.id;
    to.push_back(std::move(incident));
    return Ok();
  }

  Result<void> NextEvent() {
    event_.reset();
    const auto more = events_->Next();
    if (!more) return more.error();
    if (*more) event_ = ReadEvent(*events_);
    return Ok();
  }

  // Of a commit that is forgotten nothing counts.
  Result<void> TakeEvents(RecordedCommit& commit) {
    while (event_ && event_->commit <= commit.number) {
      if (event_->commit == commit.number) {
        commit.steps.push_back({event_->order, std::move(event_->event), nullptr, 0});
      }
      if (const auto read = NextEvent(); !read) return read;
    }
    return Ok();
  }

  void TakeResults(RecordedCommit& commit) {
    while (!results_.empty() && results_.front().commit < commit.number) results_ = walk_->Next();
    if (results_.empty() || results_.front().commit != commit.number) return;
    for (std::size_t at = 0; at < results_.size();) {
      at = AddResults(results_, at, StepOf(commit, results_[at].order));
    }
  }

  static RecordedStep& StepOf(RecordedCommit& commit, std::uint64_t order) {
    const auto known = std::ranges::find(commit.steps, order, &RecordedStep::order);
    if (known != commit.steps.end()) return *known;
    return commit.steps.emplace_back(RecordedStep{order, {}, nullptr, 0});
  }

  const SqlFiles sql_;
  const std::unique_ptr<Connection> connection_;
  const std::shared_ptr<const History> history_;
  Statement* commits_ = nullptr;
  Statement* events_ = nullptr;
  std::optional<EventRow> event_;  // the next one
  std::unique_ptr<HistoryWalk> walk_;
  std::vector<HistoryRow> results_;  // of the next commit that has any
};

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenSqliteRecord(const std::string& path,
                                                       const SqliteOptions& options,
                                                       std::shared_ptr<const History> history) {
  auto connection = Connection::OpenReader(path, options);
  if (!connection) return connection.error();
  auto record = std::make_unique<SqliteRecord>(std::move(*connection), std::move(history));
  if (const auto begun = record->Begin(); !begun) return begun.error();
  return std::unique_ptr<RecordSource>(std::move(record));
}

}  // namespace xunjian
