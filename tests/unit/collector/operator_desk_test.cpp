#include "collector/query/operator_desk.h"

#include <catch2/catch.hpp>

#include "proto/columns/series_columns.h"
#include "proto/words/enrolment_token.h"
#include "tests/support/quiet_logger.h"
#include "tests/support/stored_collector.h"

namespace xunjian {
namespace {

Actor Admin() { return {"local:root", "root", Role::kAdmin, ""}; }
Actor AdminOf(const std::string& site) { return {"p1", "li", Role::kAdmin, site}; }

class Desk {
 public:
  Desk()
      : ca(CertificateAuthority::Create(storage, folder / "ca", "hq", core.clock.Now()).value()),
        desk(OperatorDesk::Parts{core.engine(),
                                 *core.reader,
                                 ca,
                                 core.clock,
                                 logger,
                                 &MatchFakeChecks,
                                 {"log", "duty-mail"},
                                 "hq",
                                 {"collector:7420", "collector:7421", "collector:7422"},
                                 [this] {
                                   CollectorStatus status;
                                   status.work.queue = queue;
                                   return status;
                                 },
                                 [](const std::string& agent) -> std::optional<std::uint64_t> {
                                   if (agent != "agent-1") return std::nullopt;
                                   return 40;
                                 }}) {
    core.Enrol();
  }

  Result<CreatedToken> Token(const Actor& actor, const std::string& host, const std::string& site,
                             Duration lifetime = std::chrono::minutes(30)) {
    return desk.CreateToken(actor, {host, site, {}, lifetime});
  }

  StoredCollector core;
  QuietLogger logger;
  PosixStorage storage;
  TempFolder folder;
  CertificateAuthority ca;
  std::uint64_t queue = 0;
  OperatorDesk desk;
};

TEST_CASE("how the collector is doing is asked anew each time, by anybody") {
  Desk desk;
  desk.queue = 12;
  CHECK(desk.desk.Status(AdminOf("hq"))->work.queue == 12);
  desk.queue = 3;
  CHECK(desk.desk.Status({"p2", "wang", Role::kViewer, "branch"})->work.queue == 3);
}

TEST_CASE("a host is shown with what waits in its agent's spool, where that is known") {
  Desk desk;
  desk.core.engine().Call(TokenCreated{FakeToken("web2", desk.core.clock.Now())}).value();
  desk.core.engine().Call(FakeEnrolment("web2", "agent-2")).value();
  const auto hosts = desk.desk.ListHosts(AdminOf("hq")).value();
  REQUIRE(hosts.size() == 2);
  CHECK(hosts[0].results_waiting == 40U);
  CHECK_FALSE(hosts[1].results_waiting);
  CHECK(desk.desk.HostReport(AdminOf("hq"), "web1")->host.results_waiting == 40U);
}

TEST_CASE("a token's text carries both addresses and the CA, and the store only a hash of it") {
  Desk desk;
  const auto created = desk.Token(Admin(), "db1", "");
  REQUIRE(created.has_value());
  const EnrolmentToken token = ParseToken(created->text).value();
  REQUIRE(token.enrol_address == "collector:7421");
  REQUIRE(token.agent_address == "collector:7420");
  REQUIRE(token.ca_fingerprint == desk.ca.fingerprint());
  const auto rows = desk.desk.ListTokens(Admin()).value();
  const auto named = [&](const TokenRow& row) { return row.id == token.id; };
  const auto row = std::find_if(rows.begin(), rows.end(), named);
  REQUIRE(row != rows.end());
  REQUIRE(row->host == "db1");
  REQUIRE(row->site == "hq");
}

TEST_CASE("tokens with bad names or lifetimes are refused") {
  Desk desk;
  for (const std::string name : {"", "a b", "../etc", "web1\n", "-x", "名"}) {
    INFO(name);
    REQUIRE(desk.Token(Admin(), name, "").error().code() == ErrorCode::kInvalidArgument);
    REQUIRE(desk.Token(Admin(), "db1", name + "/").error().code() == ErrorCode::kInvalidArgument);
  }
  for (const Duration lifetime : {Duration(0), Duration(-1), Duration(std::chrono::hours(25))}) {
    REQUIRE(desk.Token(Admin(), "db1", "", lifetime).error().code() == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("who is limited to a site gives no token and no credential for another one") {
  Desk desk;
  REQUIRE(desk.Token(AdminOf("hunan"), "db1", "hunan").has_value());
  REQUIRE(desk.Token(AdminOf("hunan"), "db2", "hq").error().code() == ErrorCode::kPermissionDenied);
  REQUIRE(desk.desk.CreateOperator(AdminOf("hunan"), {"wang", Role::kAdmin, ""}).error().code() ==
          ErrorCode::kPermissionDenied);
  REQUIRE(desk.desk.CreateOperator(AdminOf("hunan"), {"wang", Role::kViewer, "hunan"}).has_value());
}

TEST_CASE("a person is known by the certificate that was issued, and by no other") {
  Desk desk;
  const auto created = desk.desk.CreateOperator(Admin(), {"wang", Role::kOperator, "hunan"});
  REQUIRE(created.has_value());
  const TlsIdentity identity = IdentityOfCertificate(created->certificate_pem).value();
  const auto actor = desk.desk.ActorOf(identity);
  REQUIRE(actor.has_value());
  REQUIRE(actor->name == "wang");
  REQUIRE(actor->role == Role::kOperator);
  REQUIRE(actor->site == "hunan");

  TlsIdentity other = identity;
  other.fingerprint = std::string(64, '0');
  REQUIRE(desk.desk.ActorOf(other).error().code() == ErrorCode::kPermissionDenied);
  other = identity;
  other.id = "somebody";
  REQUIRE(desk.desk.ActorOf(other).error().code() == ErrorCode::kPermissionDenied);
}

TEST_CASE("checking a policy changes nothing, applying it does") {
  Desk desk;
  const std::string text = R"(
schema = "xunjian.policy/1"
[[assign]]
name = "only"
checks = "host.*"
)";
  const auto checked = desk.desk.Policy(Admin(), text, "p.toml", false).value();
  REQUIRE_FALSE(checked.applied);
  REQUIRE(checked.hosts.size() == 1);
  REQUIRE(checked.hosts[0].assignments == 1);
  REQUIRE(checked.hosts[0].before == 2);
  REQUIRE(desk.core.reader->ListStates("", {}).value().size() == 2);
  REQUIRE(desk.desk.Policy(Admin(), text, "p.toml", true).value().applied);
  REQUIRE(desk.core.reader->ListStates("", {}).value().size() == 1);
}

TEST_CASE("a series comes with the interval that the policy in force gives it") {
  Desk desk;
  desk.core.Arrive(1, kLoad, Outcome::kOk);
  SeriesQuery query{.host = "web1", .assignment = kLoad, .with_interval = true};
  const auto interval = [&] { return desk.desk.ReadSeries(Admin(), query).value().interval; };
  CHECK(interval() == std::chrono::seconds(30));
  CHECK(SeriesColumns::Parse(desk.desk.ReadSeries(Admin(), query).value().columns).value().size() ==
        1);
  query.with_interval = false;
  CHECK(interval() == std::nullopt);
  query.with_interval = true;
  query.assignment = "none/host.perf.load";
  CHECK(interval() == std::nullopt);
}

TEST_CASE("who is limited to a site reads no series and no result of another one") {
  Desk desk;
  desk.core.Arrive(1, kLoad, Outcome::kOk);
  const SeriesQuery query{.host = "web1", .assignment = kLoad, .with_interval = true};
  CHECK(desk.desk.ReadSeries(AdminOf("hunan"), query).error().code() == ErrorCode::kNotFound);
  CHECK(desk.desk.ShowResult(AdminOf("hunan"), {7, 1}).error().code() == ErrorCode::kNotFound);
  CHECK(desk.desk.ShowResult(Admin(), {7, 1}).value().result.assignment == kLoad);
}

TEST_CASE("the policy in force is shown with its text, and who applied it when") {
  Desk desk;
  const std::string text = "schema = \"xunjian.policy/1\"\n";
  desk.core.clock.Advance(std::chrono::minutes(1));
  const auto applied = desk.desk.Policy(AdminOf(""), text, "p.toml", true).value();
  for (const Actor& actor : {Admin(), AdminOf("hunan")}) {
    const AppliedPolicy shown = desk.desk.ShowPolicy(actor).value();
    REQUIRE(shown.version == applied.version);
    REQUIRE(shown.text == text);
    REQUIRE(shown.applied_by == "li");
    REQUIRE(shown.applied_at == desk.core.clock.Now());
  }
}

TEST_CASE("a revoked credential is refused at once, and stays in the list") {
  Desk desk;
  const auto created = desk.desk.CreateOperator(Admin(), {"wang", Role::kOperator, ""}).value();
  const TlsIdentity identity = IdentityOfCertificate(created.certificate_pem).value();
  REQUIRE(desk.desk.ActorOf(identity).has_value());
  REQUIRE(desk.desk.RevokeOperator(Admin(), "wang").value().revoked_at == desk.core.clock.Now());
  const auto refused = desk.desk.ActorOf(identity);
  REQUIRE(refused.error().code() == ErrorCode::kPermissionDenied);
  REQUIRE_THAT(refused.error().In(Language::kEnglish), Catch::Contains("revoked at"));
  REQUIRE(desk.desk.ListOperators(Admin()).value().at(0).revoked_at);
  REQUIRE(desk.desk.RevokeOperator(Admin(), "wang").error().code() == ErrorCode::kConflict);
  REQUIRE(desk.desk.RevokeOperator(Admin(), "nobody").error().code() == ErrorCode::kNotFound);
}

TEST_CASE("a revocation outlives a restart") {
  Desk desk;
  desk.desk.CreateOperator(Admin(), {"wang", Role::kOperator, ""}).value();
  desk.desk.RevokeOperator(Admin(), "wang").value();
  const auto before = desk.core.reader->ListOperators("").value();
  desk.core.Restart();
  const auto after = desk.core.reader->ListOperators("").value();
  REQUIRE(after.at(0).revoked_at == before.at(0).revoked_at);
  OperatorRevoked again{Admin(), "wang"};
  REQUIRE(desk.core.engine().Call(again).error().code() == ErrorCode::kConflict);
}

TEST_CASE("a name belongs to one person: only who was revoked gets it again, with the same id") {
  Desk desk;
  const auto first = desk.desk.CreateOperator(Admin(), {"wang", Role::kOperator, ""}).value();
  REQUIRE(desk.desk.CreateOperator(Admin(), {"wang", Role::kAdmin, ""}).error().code() ==
          ErrorCode::kConflict);
  desk.desk.RevokeOperator(Admin(), "wang").value();
  const auto second = desk.desk.CreateOperator(Admin(), {"wang", Role::kExpert, ""}).value();
  REQUIRE(second.id == first.id);
  REQUIRE(desk.desk.ActorOf(IdentityOfCertificate(second.certificate_pem).value()).value().role ==
          Role::kExpert);
  REQUIRE(desk.desk.ActorOf(IdentityOfCertificate(first.certificate_pem).value()).error().code() ==
          ErrorCode::kPermissionDenied);
}

TEST_CASE("who is limited to a site revokes nobody of another one") {
  Desk desk;
  desk.desk.CreateOperator(Admin(), {"wang", Role::kOperator, "hq"}).value();
  desk.desk.CreateOperator(Admin(), {"zhao", Role::kOperator, ""}).value();
  for (const char* name : {"wang", "zhao"}) {
    REQUIRE(desk.desk.RevokeOperator(AdminOf("hunan"), name).error().code() ==
            ErrorCode::kNotFound);
  }
  REQUIRE(desk.desk.RevokeOperator(AdminOf("hq"), "wang").has_value());
}

TEST_CASE("an incident whose checks the policy removed says so and awaits a person") {
  Desk desk;
  for (std::uint64_t seq = 1; seq <= 3; ++seq) desk.core.Arrive(seq, kProbe, Outcome::kCritical);
  REQUIRE_FALSE(AwaitsPerson(desk.desk.ListIncidents(Admin(), {}).value().at(0)));
  desk.desk.Policy(Admin(), "schema = \"xunjian.policy/1\"\n", "p.toml", true).value();
  const IncidentDetail detail = desk.desk.ShowIncident(Admin(), 1).value();
  REQUIRE(detail.members.at(0).withdrawn);
  REQUIRE_FALSE(detail.members.at(0).passed_again);
  REQUIRE(detail.timeline.back().kind == "withdrawn");
  REQUIRE(detail.incident.failing == 0);
  REQUIRE(detail.incident.withdrawn == 1);
  REQUIRE(AwaitsPerson(detail.incident));
  const IncidentActRequest solve{1, IncidentAct::kSolve, "the shop is closed"};
  REQUIRE(desk.desk.ActOnIncident(Admin(), solve).value().incident.status ==
          IncidentStatus::kSolved);
}

TEST_CASE("who is limited to a site may check a policy but not put it in force for all") {
  Desk desk;
  const std::string text = "schema = \"xunjian.policy/1\"\n";
  REQUIRE(desk.desk.Policy(AdminOf("hunan"), text, "p.toml", false).has_value());
  REQUIRE(desk.desk.Policy(AdminOf("hunan"), text, "p.toml", true).error().code() ==
          ErrorCode::kPermissionDenied);
}

TEST_CASE("who is limited to a site cannot act on an incident of another one") {
  Desk desk;
  for (std::uint64_t seq = 1; seq <= 3; ++seq) desk.core.Arrive(seq, kProbe, Outcome::kCritical);
  const IncidentActRequest note{1, IncidentAct::kNote, "hello"};
  REQUIRE(desk.desk.ActOnIncident(AdminOf("elsewhere"), note).error().code() ==
          ErrorCode::kNotFound);
  REQUIRE(desk.desk.ActOnIncident(Admin(), note).value().timeline.back().text == "hello");
}

}  // namespace
}  // namespace xunjian
