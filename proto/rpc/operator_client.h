#pragma once

#include <memory>
#include <string>

#include "base/text.h"
#include "base/time.h"
#include "base/tls_credential.h"
#include "proto/words/operator_api.h"

namespace xunjian {

struct OperatorClientOptions {
  Language language = Language::kEnglish;          // metadata "xunjian-language"
  Duration time_limit = std::chrono::seconds(30);  // of one call
};

// The operator API of a collector elsewhere. Nothing is connected before the first call; a
// collector that cannot be reached is kUnavailable with the address in the message; one of another
// CA, or that does not take our certificate, kPermissionDenied. `actor` is ignored: the credential
// says who asks. Replies of up to 64 MiB.
class OperatorClient final : public OperatorApi {
 public:
  // The local administrator's way: the unix socket in the collector's folder.
  static std::unique_ptr<OperatorClient> OverSocket(const std::string& path,
                                                    const OperatorClientOptions& options = {});
  // "host:port" with the credential that `operator create` wrote.
  static std::unique_ptr<OperatorClient> OverTls(const std::string& address,
                                                 const TlsCredential& tls,
                                                 const OperatorClientOptions& options = {});
  ~OperatorClient() override;

  Result<std::vector<HostRow>> ListHosts(const Actor& actor) override;
  Result<HostReportData> HostReport(const Actor& actor, const std::string& host) override;
  Result<ResultList> ListResults(const Actor& actor, const ResultQuery&) override;
  Result<SeriesPage> ReadSeries(const Actor& actor, const SeriesQuery&) override;
  Result<StoredResult> ShowResult(const Actor& actor, const ResultId&) override;
  Result<std::vector<StateRow>> ListStates(const Actor& actor, const StateQuery&) override;
  Result<std::vector<IncidentRow>> ListIncidents(const Actor& actor, const IncidentQuery&) override;
  Result<IncidentDetail> ShowIncident(const Actor& actor, std::uint64_t id) override;
  Result<IncidentDetail> ActOnIncident(const Actor& actor, const IncidentActRequest&) override;
  Result<CreatedToken> CreateToken(const Actor& actor, const CreateTokenRequest&) override;
  Result<std::vector<TokenRow>> ListTokens(const Actor& actor) override;
  Result<CreatedOperator> CreateOperator(const Actor& actor, const CreateOperatorRequest&) override;
  Result<std::vector<OperatorRow>> ListOperators(const Actor& actor) override;
  Result<OperatorRow> RevokeOperator(const Actor& actor, const std::string& name) override;
  Result<PolicyVerdict> Policy(const Actor& actor, const std::string& toml_text,
                               const std::string& file_name, bool apply) override;
  Result<AppliedPolicy> ShowPolicy(const Actor& actor) override;
  Result<CollectorStatus> Status(const Actor& actor) override;

 private:
  class Impl;
  explicit OperatorClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
