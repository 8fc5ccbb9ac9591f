#include "agent/app/agent_daemon.h"

#include <catch2/catch.hpp>

#include "agent/app/assignment_cache.h"
#include "agent/app/spool_rows.h"
#include "agent/link/runner_server.h"
#include "base/pki.h"
#include "checks/api/reasons.h"
#include "tests/support/quiet_logger.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

TlsCredential MakeIdentity(const Clock& clock) {
  const KeyAndCertificate ca = MakeCa("Xunjian CA", clock.Now()).value();
  CertificateRequest request;
  request.identity = {TlsIdentity::Kind::kAgent, "shanghai", std::string(32, 'c'), "host-1", ""};
  request.now = clock.Now();
  const std::string key = GenerateKeyPem().value();
  const std::string csr = MakeCsrPem(key, "host-1").value();
  return {ca.certificate_pem, SignCsr(ca, csr, request).value(), key};
}

CheckResult ResultFor(const Assignment& assignment) {
  CheckResult result;
  result.check = assignment.check;
  result.assignment = assignment.id;
  result.observed_at = Timestamp(490000h);
  ItemResult item;
  item.outcome = Outcome::kOk;
  item.code = reason::kOk;
  result.items.push_back(item);
  return result;
}

// An agent with a runner that says OK to all, and a collector nobody can reach.
class CutOffHost {
 public:
  CutOffHost() {
    config_.collector = "127.0.0.1:1";
    config_.spool = folder_ / "spool";
    config_.assignments = folder_ / "assignments.bin";
    config_.runner_socket = folder_ / "runner.sock";
    Assignment assignment;
    assignment.id = "rule/host.perf.load";
    assignment.check = "host.perf.load";
    assignment.interval = 1s;
    REQUIRE(SaveAssignments(storage_, config_.assignments, {"v1", {assignment}}).has_value());
  }

  void RunUntilResults(std::size_t wanted) {
    boost::asio::io_context io;
    std::size_t runs = 0;
    const auto runner = *RunnerServer::Listen(
        io, config_.runner_socket, {},
        [&](const RunRequest& request, const RunnerServer::Reply& reply) {
          reply({request.run_id, ResultFor(request.assignment)});
          ++runs;
        },
        logger_);
    const auto daemon =
        AgentDaemon::Start(config_, MakeIdentity(clock_),
                           {io, clock_, storage_, logger_, notifier_, [](const Error&) {}});
    REQUIRE(daemon.has_value());
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (runs < wanted + 1 && std::chrono::steady_clock::now() < end) io.run_one_for(100ms);
    CHECK(runs == wanted + 1);
  }

  TempFolder folder_;
  AgentConfig config_;
  PosixStorage storage_;
  SystemClock clock_;
  QuietLogger logger_;
  ServiceNotifier notifier_;
};

TEST_CASE("a host that is cut off goes on checking and keeps its results") {
  CutOffHost host;
  host.RunUntilResults(1);
  const auto spool = Spool::Open(host.storage_, host.config_.spool, host.clock_);
  REQUIRE(spool.has_value());
  const auto reading = (*spool)->Read(1, 10, 1 << 20);
  REQUIRE(reading.has_value());
  REQUIRE_FALSE(reading->records.empty());
  ShapePool shapes;
  const SpoolPart part = PartOf(*reading, reading->through, shapes, [](const Error&) {});
  REQUIRE_FALSE(part.rows.empty());
  const SequencedRow& row = part.rows.front();
  const CheckResult result = row.shape->Join(ViewOf(row.row));
  CHECK(result.assignment == "rule/host.perf.load");
  CHECK(OverallOutcome(result) == Outcome::kOk);
}

TEST_CASE("a restart goes on in the same spool") {
  CutOffHost host;
  host.RunUntilResults(1);
  const std::uint64_t epoch =
      (*Spool::Open(host.storage_, host.config_.spool, host.clock_))->epoch();
  host.RunUntilResults(1);
  const auto spool = Spool::Open(host.storage_, host.config_.spool, host.clock_);
  REQUIRE(spool.has_value());
  CHECK((*spool)->epoch() == epoch);
  CHECK((*spool)->waiting() >= 2);
}

}  // namespace
}  // namespace xunjian
