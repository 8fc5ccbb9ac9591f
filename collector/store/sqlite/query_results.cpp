#include <algorithm>
#include <optional>

#include "collector/store/sqlite/query_rows.h"
#include "collector/store/sqlite/read_rows.h"
#include "proto/convert/result_codec.h"

namespace xunjian {
namespace {

// A row with what orders it among others.
struct Found {
  ResultRow row;
  ResultRef ref;
};

bool Newer(const Found& a, const Found& b) {
  if (a.row.observed_at != b.row.observed_at) return a.row.observed_at > b.row.observed_at;
  if (a.row.host != b.row.host) return a.row.host < b.row.host;
  return a.ref > b.ref;
}

// Adds what only the payload has. Rows of one result follow each other: it is decoded once.
class PayloadReader {
 public:
  Result<void> AddTo(Found& found, std::string_view payload) {
    if (!result_ || ref_ != found.ref) {
      auto decoded = DecodeResult(payload);
      if (!decoded) return decoded.error();
      result_ = std::move(*decoded);
      ref_ = found.ref;
    }
    for (const ItemResult& item : result_->items) {
      if (item.observed.item == found.row.item) return Add(found.row, item);
    }
    return Ok();
  }

 private:
  static Result<void> Add(ResultRow& row, const ItemResult& item) {
    row.code = item.code;
    row.arguments = item.arguments;
    row.metrics = item.readings;
    row.metrics.insert(row.metrics.end(), item.observed.metrics.begin(),
                       item.observed.metrics.end());
    return Ok();
  }

  std::optional<CheckResult> result_;
  ResultRef ref_;
};

Found ReadFound(Statement& from) {
  Found found;
  found.row.host = from.Text();
  found.row.check = from.Text();
  found.row.item = from.Text();
  found.row.outcome = from.Enum<Outcome>();
  found.row.observed_at = from.Time();
  found.row.received_at = from.Time();
  found.row.epoch = from.Unsigned();
  found.ref.epoch_number = from.Unsigned();
  found.ref.seq = from.Unsigned();
  found.row.seq = found.ref.seq;
  return found;
}

Result<void> ReadHostResults(Statement& statement, std::vector<Found>& rows) {
  PayloadReader payloads;
  for (;;) {
    const Result<bool> more = statement.Next();
    if (!more) return more.error();
    if (!*more) return Ok();
    Found found = ReadFound(statement);
    if (const auto added = payloads.AddTo(found, statement.Bytes()); !added) return added;
    rows.push_back(std::move(found));
  }
}

std::vector<ResultRow> Newest(std::vector<Found> rows, std::uint32_t limit) {
  std::sort(rows.begin(), rows.end(), &Newer);
  if (rows.size() > limit) rows.resize(limit);
  std::vector<ResultRow> newest;
  newest.reserve(rows.size());
  for (Found& found : rows) newest.push_back(std::move(found.row));
  return newest;
}

std::string ReadPayload(Statement& row) { return row.Text(); }

}  // namespace

Result<std::vector<ResultRow>> ReadNewestResults(Connection& connection, const NamedSql& read,
                                                 const std::vector<HostRow>& hosts,
                                                 const ResultQuery& query, std::uint32_t limit) {
  const Result<Statement*> statement = connection.Named(read, "results");
  if (!statement) return statement.error();
  std::vector<Found> rows;
  for (const HostRow& host : hosts) {
    (*statement)
        ->Bind(host.name, query.since.value_or(Timestamp::min()),
               query.until.value_or(Timestamp::max()), query.check, query.item,
               query.outcome ? static_cast<int>(*query.outcome) : 0, limit);
    const auto done = ReadHostResults(**statement, rows);
    (*statement)->Reset();
    if (!done) return done.error();
  }
  return Newest(std::move(rows), limit);
}

Result<std::vector<CheckResult>> ReadNewestOfEach(Connection& connection, const NamedSql& read,
                                                  const std::string& host) {
  const auto payloads = Query(connection, read, "newest_results", &ReadPayload, host);
  if (!payloads) return payloads.error();
  std::vector<CheckResult> results;
  for (const std::string& payload : *payloads) {
    auto result = DecodeResult(payload);
    if (!result) return result.error();
    results.push_back(std::move(*result));
  }
  return results;
}

}  // namespace xunjian
