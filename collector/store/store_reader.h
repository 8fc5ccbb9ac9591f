#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "collector/decide/records.h"
#include "proto/words/operator_words.h"
#include "proto/words/series_words.h"

namespace xunjian {

// The reading side: committed rows only, never blocked by the writer. Thread-safe. `site` limits
// the rows to one site; "" is all of them. What does not exist, or lies in another site, is
// kNotFound.
class StoreReader {
 public:
  virtual ~StoreReader() = default;

  virtual Result<std::vector<HostRow>> ListHosts(const std::string& site) = 0;
  virtual Result<HostReportData> HostReport(const std::string& site, const std::string& host) = 0;
  virtual Result<ResultList> ListResults(const std::string& site, const ResultQuery& query) = 0;
  // All but the interval; with the first page the host's gaps. The host must be named.
  virtual Result<SeriesPage> ReadSeries(const std::string& site, const SeriesQuery& query) = 0;
  virtual Result<StoredResult> ShowResult(const std::string& site, const ResultId& id) = 0;
  virtual Result<std::vector<GapRow>> ListGaps(const std::string& site, const GapQuery& query) = 0;
  virtual Result<std::vector<StateRow>> ListStates(const std::string& site,
                                                   const StateQuery& query) = 0;
  virtual Result<std::vector<IncidentRow>> ListIncidents(const std::string& site,
                                                         const IncidentQuery& query) = 0;
  virtual Result<IncidentDetail> ShowIncident(const std::string& site, std::uint64_t id) = 0;
  virtual Result<std::vector<TokenRow>> ListTokens(const std::string& site) = 0;
  virtual Result<std::vector<OperatorRow>> ListOperators(const std::string& site) = 0;
  virtual Result<AppliedPolicy> PolicyInForce() = 0;
  virtual Result<OperatorRecord> FindOperator(const std::string& id) = 0;
  // Pending entries that are due, oldest first, at most `limit`; of every channel, or of one.
  virtual Result<std::vector<OutboxEntry>> DueOutbox(Timestamp now, std::uint32_t limit) = 0;
  virtual Result<std::vector<OutboxEntry>> DueOutboxOf(const std::string& channel, Timestamp now,
                                                       std::uint32_t limit) = 0;
  // Those that have pending entries, due or not.
  virtual Result<std::vector<std::string>> PendingChannels() = 0;
};

}  // namespace xunjian
