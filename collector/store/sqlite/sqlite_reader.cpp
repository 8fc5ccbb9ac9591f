#include "collector/store/sqlite/sqlite_reader.h"

#include <algorithm>
#include <mutex>

#include "collector/store/sqlite/history_queries.h"
#include "collector/store/sqlite/load_rows.h"
#include "collector/store/sqlite/query_rows.h"
#include "collector/store/sqlite/read_rows.h"
#include "collector/store/sqlite/series_queries.h"
#include "proto/columns/series_columns.h"

namespace xunjian {
namespace {

constexpr std::uint32_t kMostRows = 10000;
constexpr std::uint32_t kMostGaps = 1000;  // of a host, beside a series

std::uint32_t Clamp(std::uint32_t limit) { return std::clamp<std::uint32_t>(limit, 1, kMostRows); }

Error NoHost(const std::string& name) {
  return MakeError(ErrorCode::kNotFound, {"there is no host {}", "没有名为 {} 的主机"}, name);
}

Error NoResult(const ResultId& id) {
  return MakeError(ErrorCode::kNotFound, {"there is no result {}", "没有编号为 {} 的结果"},
                   ToString(id));
}

Error NoIncident(std::uint64_t id) {
  return MakeError(ErrorCode::kNotFound, {"there is no incident {}", "没有编号为 {} 的事件"}, id);
}

std::string ReadText(Statement& row) { return row.Text(); }
std::uint64_t ReadNumber(Statement& row) { return row.Unsigned(); }

// One connection, one read at a time.
class SqliteReader final : public StoreReader {
 public:
  SqliteReader(std::unique_ptr<Connection> connection, std::shared_ptr<const History> history)
      : connection_(std::move(connection)), history_(std::move(history)) {}

  Result<std::vector<HostRow>> ListHosts(const std::string& site) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.read, "hosts", &ReadHostRow, site, "");
  }

  Result<HostReportData> HostReport(const std::string& site, const std::string& host) override {
    HostReportData report;
    std::vector<std::string> assignments;
    {
      const std::scoped_lock lock(mutex_);
      if (auto read = ReadHostReport(site, host, report, assignments); !read) return read.error();
    }
    auto epochs = EpochsAsked(site, host);
    if (!epochs) return epochs.error();
    auto results = FindNewest(*history_, std::move(*epochs), assignments);
    if (!results) return results.error();
    report.results = std::move(*results);
    return report;
  }

  // The files are read after the lock is gone: a long look back holds nobody up.
  Result<ResultList> ListResults(const std::string& site, const ResultQuery& query) override {
    auto asked = EpochsAsked(site, query.host);
    if (!asked) return asked.error();
    if (asked->empty() && !(site.empty() && query.host.empty())) return ResultList{};
    return FindResults(*history_, std::move(*asked), query, Clamp(query.limit));
  }

  Result<SeriesPage> ReadSeries(const std::string& site, const SeriesQuery& query) override {
    if (query.host.empty()) return NoHost(query.host);
    auto asked = EpochsAsked(site, query.host);
    if (!asked) return asked.error();
    // None: the host has sent nothing. The history would take it for everybody's.
    auto found = asked->empty() ? FoundSeries{{.columns = SeriesWriter().Finish()}, {}}
                                : FindSeries(*history_, *std::move(asked), query);
    if (!found) return found.error();
    auto gaps = GapsOf(query.host, found->lost);
    if (!gaps) return gaps.error();
    SeriesPage page = std::move(found->page);
    page.gaps = *std::move(gaps);
    page.more_gaps = found->more_lost;
    if (query.after) return page;
    if (auto added = AddGaps(site, query, page); !added) return added.error();
    return page;
  }

  Result<StoredResult> ShowResult(const std::string& site, const ResultId& id) override {
    auto epochs = EpochsNamed(site, id.epoch);
    if (!epochs) return epochs.error();
    if (auto found = FindResult(*history_, *epochs, id.seq)) return *std::move(found);
    return NoResult(id);
  }

  Result<std::vector<GapRow>> ListGaps(const std::string& site, const GapQuery& query) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.read, "gaps", &ReadGapRow, site, query.host,
                 query.since.value_or(Timestamp{}), query.until.value_or(Timestamp::max()),
                 Clamp(query.limit));
  }

  Result<std::vector<StateRow>> ListStates(const std::string& site,
                                           const StateQuery& query) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.read, "states", &ReadStateRow, site, query.host, query.check,
                 query.problems_only, Clamp(query.limit));
  }

  Result<std::vector<IncidentRow>> ListIncidents(const std::string& site,
                                                 const IncidentQuery& query) override {
    const std::scoped_lock lock(mutex_);
    const int status = query.status ? static_cast<int>(*query.status) : 0;
    auto found = Query(*connection_, sql_.read, "incidents", &ReadIncident, site, query.host,
                       status, query.open_only, Clamp(query.limit));
    if (!found) return found.error();
    std::vector<IncidentRow> rows;
    for (IncidentFacts& facts : *found) {
      const auto incident = LoadMembers(*connection_, sql_.load, std::move(facts));
      if (!incident) return incident.error();
      rows.push_back(RowOf(*incident));
    }
    return rows;
  }

  Result<IncidentDetail> ShowIncident(const std::string& site, std::uint64_t id) override {
    const std::scoped_lock lock(mutex_);
    auto found = Query(*connection_, sql_.read, "incident", &ReadIncident, id, site);
    if (!found) return found.error();
    if (found->empty()) return NoIncident(id);
    const auto incident = LoadMembers(*connection_, sql_.load, std::move(found->front()));
    if (!incident) return incident.error();
    auto timeline = Query(*connection_, sql_.read, "timeline", &ReadTimelineRow, id);
    if (!timeline) return timeline.error();
    auto told = Query(*connection_, sql_.read, "notifications", &ReadNotificationRow, id);
    if (!told) return told.error();
    return IncidentDetail{RowOf(*incident), MemberRowsOf(*incident), std::move(*timeline),
                          std::move(*told)};
  }

  Result<std::vector<TokenRow>> ListTokens(const std::string& site) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.read, "tokens", &ReadTokenRow, site);
  }

  Result<std::vector<OperatorRow>> ListOperators(const std::string& site) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.read, "people", &ReadOperatorRow, site);
  }

  Result<AppliedPolicy> PolicyInForce() override {
    const std::scoped_lock lock(mutex_);
    auto found = Query(*connection_, sql_.load, "policy_in_force", &ReadPolicy);
    if (!found) return found.error();
    if (!found->empty()) return std::move(found->front());
    return MakeError(ErrorCode::kNotFound, {"no policy was applied yet", "尚未应用任何策略"});
  }

  Result<OperatorRecord> FindOperator(const std::string& id) override {
    const std::scoped_lock lock(mutex_);
    auto found = Query(*connection_, sql_.load, "person", &ReadPerson, id);
    if (!found) return found.error();
    if (!found->empty()) return std::move(found->front());
    return MakeError(ErrorCode::kNotFound, {"there is no operator {}", "没有操作员 {}"}, id);
  }

  Result<std::vector<OutboxEntry>> DueOutbox(Timestamp now, std::uint32_t limit) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.load, "pending_outbox", &ReadOutbox, now, Clamp(limit));
  }

  Result<std::vector<OutboxEntry>> DueOutboxOf(const std::string& channel, Timestamp now,
                                               std::uint32_t limit) override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.load, "pending_of_channel", &ReadOutbox, channel, now,
                 Clamp(limit));
  }

  Result<std::vector<std::string>> PendingChannels() override {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.load, "pending_channels", &ReadText);
  }

 private:
  // All but the results; and the assignments that have one.
  Result<void> ReadHostReport(const std::string& site, const std::string& host,
                              HostReportData& report, std::vector<std::string>& assignments) {
    auto hosts = Query(*connection_, sql_.read, "hosts", &ReadHostRow, site, host);
    if (!hosts) return hosts.error();
    if (host.empty() || hosts->empty()) return NoHost(host);
    report.host = std::move(hosts->front());
    auto answered = Query(*connection_, sql_.read, "answered_assignments", &ReadText, host);
    if (!answered) return answered.error();
    assignments = std::move(*answered);
    auto states =
        Query(*connection_, sql_.read, "states", &ReadStateRow, site, host, "", false, kMostRows);
    if (!states) return states.error();
    report.states = std::move(*states);
    return Ok();
  }

  // What damage took from the history, as rows.
  Result<std::vector<GapRow>> GapsOf(const std::string& host,
                                     const std::vector<HistoryLoss>& losses) {
    const std::scoped_lock lock(mutex_);
    std::vector<GapRow> gaps;
    for (const HistoryLoss& loss : losses) {
      const auto epoch =
          Query(*connection_, sql_.read, "epoch_numbered", &ReadNumber, loss.epoch_number);
      if (!epoch) return epoch.error();
      gaps.push_back({.host = host,
                      .reason = GapReason::kHistory,
                      .count = loss.count,
                      .first_at = loss.first_at,
                      .last_at = loss.last_at,
                      .received_at = loss.last_at,
                      .epoch = epoch->empty() ? 0 : epoch->front(),
                      .first_seq = loss.first_seq,
                      .last_seq = loss.last_seq});
    }
    return gaps;
  }

  Result<void> AddGaps(const std::string& site, const SeriesQuery& query, SeriesPage& page) {
    auto gaps = ListGaps(
        site,
        {.host = query.host, .since = query.since, .until = query.until, .limit = kMostGaps + 1});
    if (!gaps) return gaps.error();
    if (gaps->size() > kMostGaps) {
      page.more_gaps = true;
      gaps->pop_back();
    }
    std::ranges::move(*gaps, std::back_inserter(page.gaps));
    return Ok();
  }

  // Of one host, a site's, or none for everybody's.
  Result<std::vector<std::uint64_t>> EpochsAsked(const std::string& site, const std::string& host) {
    if (site.empty() && host.empty()) return std::vector<std::uint64_t>{};
    const std::scoped_lock lock(mutex_);
    if (!host.empty()) {
      const auto seen = Query(*connection_, sql_.read, "host_seen", &ReadText, site, host);
      if (!seen) return seen.error();
      if (seen->empty()) return NoHost(host);
    }
    return Query(*connection_, sql_.read, "epoch_numbers", &ReadNumber, site, host);
  }

  Result<std::vector<std::uint64_t>> EpochsNamed(const std::string& site, std::uint64_t epoch) {
    const std::scoped_lock lock(mutex_);
    return Query(*connection_, sql_.read, "epoch_numbers_named", &ReadNumber, site, epoch);
  }

  std::mutex mutex_;
  const SqlFiles sql_;
  std::unique_ptr<Connection> connection_;
  const std::shared_ptr<const History> history_;
};

}  // namespace

Result<std::unique_ptr<StoreReader>> OpenSqliteReader(const std::string& path,
                                                      const SqliteOptions& options,
                                                      std::shared_ptr<const History> history) {
  auto connection = Connection::OpenReader(path, options);
  if (!connection) return connection.error();
  return std::make_unique<SqliteReader>(std::move(*connection), std::move(history));
}

}  // namespace xunjian
