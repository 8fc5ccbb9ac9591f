#include <google/protobuf/descriptor.h>
#include <sys/stat.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>

#include "proto/convert/limits.h"
#include "proto/rpc/operator_client.h"
#include "proto/rpc/operator_server.h"
#include "proto/words/operator_rights.h"
#include "tests/support/temp_folder.h"
#include "tls_house.h"
#include "xunjian/v1/operator.pb.h"

using namespace xunjian;

namespace {

// Answers every call with what shows that the question arrived, and remembers who asked.
class EchoApi final : public OperatorApi {
 public:
  Result<std::vector<HostRow>> ListHosts(const Actor& actor) override {
    return Heard(actor, std::vector{HostRow{.name = "web1"}});
  }
  Result<HostReportData> HostReport(const Actor& actor, const std::string& host) override {
    return Heard(actor, HostReportData{.host = {.name = host}});
  }
  Result<ResultList> ListResults(const Actor& actor, const ResultQuery& q) override {
    return Heard(actor, ResultList{.results = {{.host = q.host, .check = q.check}}});
  }
  Result<SeriesPage> ReadSeries(const Actor& actor, const SeriesQuery& q) override {
    return Heard(actor, SeriesPage{.columns = "columns of " + q.host});
  }
  Result<StoredResult> ShowResult(const Actor& actor, const ResultId& id) override {
    return Heard(
        actor, StoredResult{.host = "web1", .id = id, .result = {.check = "c", .assignment = "a"}});
  }
  Result<std::vector<StateRow>> ListStates(const Actor& actor, const StateQuery& q) override {
    return Heard(actor, std::vector{StateRow{.host = q.host, .check = "c"}});
  }
  Result<std::vector<IncidentRow>> ListIncidents(const Actor& actor,
                                                 const IncidentQuery& q) override {
    return Heard(actor, std::vector{IncidentRow{.id = 1, .host = q.host}});
  }
  Result<IncidentDetail> ShowIncident(const Actor& actor, std::uint64_t id) override {
    return Heard(actor, IncidentDetail{.incident = {.id = id}});
  }
  Result<IncidentDetail> ActOnIncident(const Actor& actor, const IncidentActRequest& r) override {
    return Heard(actor, IncidentDetail{.incident = {.id = r.id, .owner = r.text}});
  }
  Result<CreatedToken> CreateToken(const Actor& actor, const CreateTokenRequest& r) override {
    return Heard(actor, CreatedToken{.text = "token for " + r.host});
  }
  Result<std::vector<TokenRow>> ListTokens(const Actor& actor) override {
    return Heard(actor, std::vector{TokenRow{.id = "t1", .host = "web1"}});
  }
  Result<CreatedOperator> CreateOperator(const Actor& actor,
                                         const CreateOperatorRequest& r) override {
    return Heard(actor, CreatedOperator{.id = "id of " + r.name});
  }
  Result<std::vector<OperatorRow>> ListOperators(const Actor& actor) override {
    return Heard(actor, std::vector{OperatorRow{.id = "p1", .name = "Li"}});
  }
  Result<OperatorRow> RevokeOperator(const Actor& actor, const std::string& name) override {
    return Heard(actor, OperatorRow{.id = "p1", .name = name, .revoked_at = Timestamp()});
  }
  Result<AppliedPolicy> ShowPolicy(const Actor& actor) override {
    return Heard(actor, AppliedPolicy{.version = "v1", .text = "schema = 1"});
  }
  Result<CollectorStatus> Status(const Actor& actor) override {
    CollectorStatus status;
    status.version = "0.1.0";
    status.work.queue = 7;
    return Heard(actor, status);
  }
  Result<PolicyVerdict> Policy(const Actor& actor, const std::string& toml_text,
                               const std::string& file_name, bool apply) override {
    if (toml_text == "bad") {
      return MakeError(ErrorCode::kInvalidArgument, {"{0}:1:1: syntax error", "{0}:1:1：语法错误"},
                       file_name);
    }
    return Heard(actor, PolicyVerdict{.version = toml_text, .applied = apply});
  }

  Actor asked_by;
  int calls = 0;

 private:
  template <class Answer>
  Result<Answer> Heard(const Actor& actor, Answer answer) {
    asked_by = actor;
    ++calls;
    return answer;
  }
};

Result<Actor> NoActor(const TlsIdentity&) {
  return MakeError(ErrorCode::kPermissionDenied, {"nobody we know", "未知人员"});
}

struct LocalDoor {
  LocalDoor() {
    server = OperatorServer::Start({.socket_path = path}, api, &NoActor, logger).value();
    client = OperatorClient::OverSocket(path);
  }

  TempFolder folder;
  std::string path = folder / "collector.sock";
  SilentLogger logger;
  EchoApi api;
  std::unique_ptr<OperatorServer> server;
  std::unique_ptr<OperatorClient> client;
};

struct RemoteDoor {
  RemoteDoor() {
    server = OperatorServer::Start(
                 {.remote = OperatorServerOptions::Remote{.address = "127.0.0.1:0",
                                                          .tls = house.Collector()}},
                 api,
                 [this](const TlsIdentity& identity) -> Result<Actor> {
                   if (identity.id != "p1") return NoActor(identity);
                   return Actor{.id = "p1", .name = "Li", .role = role, .site = identity.site};
                 },
                 logger)
                 .value();
  }

  std::unique_ptr<OperatorClient> Client(const TlsCredential& tls,
                                         Language language = Language::kEnglish) {
    return OperatorClient::OverTls("127.0.0.1:" + std::to_string(server->port()), tls,
                                   {.language = language});
  }

  TlsHouse house;
  SilentLogger logger;
  Role role = Role::kViewer;
  EchoApi api;
  std::unique_ptr<OperatorServer> server;
};

// Whether a call was let through, for each.
struct Call {
  OperatorCall call;
  std::function<bool(OperatorClient&)> passes;
};

const Actor kNobody;

std::vector<Call> AllCalls() {
  return {
      {OperatorCall::kListHosts, [](auto& c) { return c.ListHosts(kNobody).has_value(); }},
      {OperatorCall::kHostReport, [](auto& c) { return c.HostReport(kNobody, "h").has_value(); }},
      {OperatorCall::kListResults,
       [](auto& c) { return c.ListResults(kNobody, {.host = "h", .check = "c"}).has_value(); }},
      {OperatorCall::kReadSeries,
       [](auto& c) { return c.ReadSeries(kNobody, {.host = "h", .check = "c"}).has_value(); }},
      {OperatorCall::kShowResult,
       [](auto& c) { return c.ShowResult(kNobody, {.epoch = 7, .seq = 1}).has_value(); }},
      {OperatorCall::kListStates,
       [](auto& c) { return c.ListStates(kNobody, {.host = "h"}).has_value(); }},
      {OperatorCall::kListIncidents,
       [](auto& c) { return c.ListIncidents(kNobody, {}).has_value(); }},
      {OperatorCall::kShowIncident, [](auto& c) { return c.ShowIncident(kNobody, 1).has_value(); }},
      {OperatorCall::kActOnIncident,
       [](auto& c) { return c.ActOnIncident(kNobody, {.id = 1}).has_value(); }},
      {OperatorCall::kCreateToken,
       [](auto& c) { return c.CreateToken(kNobody, {.host = "h"}).has_value(); }},
      {OperatorCall::kListTokens, [](auto& c) { return c.ListTokens(kNobody).has_value(); }},
      {OperatorCall::kCreateOperator,
       [](auto& c) { return c.CreateOperator(kNobody, {.name = "n"}).has_value(); }},
      {OperatorCall::kListOperators, [](auto& c) { return c.ListOperators(kNobody).has_value(); }},
      {OperatorCall::kRevokeOperator,
       [](auto& c) { return c.RevokeOperator(kNobody, "n").has_value(); }},
      {OperatorCall::kShowPolicy, [](auto& c) { return c.ShowPolicy(kNobody).has_value(); }},
      {OperatorCall::kCollectorStatus, [](auto& c) { return c.Status(kNobody).has_value(); }},
      {OperatorCall::kCheckPolicy,
       [](auto& c) { return c.Policy(kNobody, "v", "f", false).has_value(); }},
      {OperatorCall::kApplyPolicy,
       [](auto& c) { return c.Policy(kNobody, "v", "f", true).has_value(); }},
  };
}

}  // namespace

TEST_CASE("every RPC of the service has a row in the table of rights") {
  const auto* service = v1::HostList::descriptor()->file()->FindServiceByName("OperatorService");
  REQUIRE(service != nullptr);
  CHECK(static_cast<std::size_t>(service->method_count()) == AllCalls().size());
  for (int i = 0; i < service->method_count(); ++i) {
    INFO(service->method(i)->name());
    CHECK(ParseOperatorCall(service->method(i)->name()).has_value());
  }
}

TEST_CASE("every role passes exactly the calls of its row") {
  RemoteDoor door;
  const auto client = door.Client(door.house.Operator("p1"));
  for (const Role role : kAllRoles) {
    door.role = role;
    for (const Call& call : AllCalls()) {
      INFO(ToString(role) << " " << ToString(call.call));
      const int before = door.api.calls;
      const bool allowed = MayCall({.role = role}, call.call).has_value();
      CHECK(call.passes(*client) == allowed);
      CHECK(door.api.calls - before == (allowed ? 1 : 0));
    }
  }
}

TEST_CASE("the local administrator passes every call, with its question and answer") {
  LocalDoor door;
  OperatorClient& client = *door.client;
  for (const Call& call : AllCalls()) CHECK(call.passes(client));
  CHECK(door.api.asked_by.role == Role::kAdmin);
  CHECK(door.api.asked_by.id.starts_with("local:"));
  CHECK(client.ListHosts(kNobody)->at(0).name == "web1");
  CHECK(client.HostReport(kNobody, "db1")->host.name == "db1");
  CHECK(client.ReadSeries(kNobody, {.host = "db1", .check = "c"})->columns == "columns of db1");
  CHECK(client.ShowResult(kNobody, {.epoch = ~0ULL, .seq = 9})->id == ResultId{~0ULL, 9});
  CHECK(client.ListResults(kNobody, {.host = "db1", .check = "host.*"})->results.at(0).check ==
        "host.*");
  CHECK(client.ShowIncident(kNobody, 42)->incident.id == 42);
  CHECK(client.ActOnIncident(kNobody, {.id = 7, .text = "mine"})->incident.owner == "mine");
  CHECK(client.CreateToken(kNobody, {.host = "db1"})->text == "token for db1");
  CHECK(client.CreateOperator(kNobody, {.name = "Li"})->id == "id of Li");
  CHECK(client.RevokeOperator(kNobody, "Li")->name == "Li");
  CHECK(client.ShowPolicy(kNobody)->text == "schema = 1");
  CHECK(client.Status(kNobody)->work.queue == 7);
  CHECK_FALSE(client.Policy(kNobody, "v1", "p.toml", false)->applied);
  CHECK(client.Policy(kNobody, "v1", "p.toml", true)->applied);
}

TEST_CASE("only its owner may open the local socket") {
  LocalDoor door;
  struct stat status {};
  REQUIRE(::stat(door.path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("an operator acts with the role and site its credential stands for") {
  RemoteDoor door;
  door.role = Role::kExpert;
  const auto client = door.Client(door.house.Operator("p1"));
  REQUIRE(client->ListHosts({.id = "root", .role = Role::kAdmin}).has_value());
  CHECK(door.api.asked_by.id == "p1");
  CHECK(door.api.asked_by.role == Role::kExpert);
  CHECK(door.api.asked_by.site == "hq");
}

TEST_CASE("an operator who is not known any more is refused") {
  RemoteDoor door;
  const auto answer = door.Client(door.house.Operator("p2"))->ListHosts(kNobody);
  REQUIRE(answer.has_error());
  CHECK(answer.error().code() == ErrorCode::kPermissionDenied);
  CHECK(door.api.calls == 0);
}

TEST_CASE("an agent's certificate opens no operator's door") {
  RemoteDoor door;
  const auto answer = door.Client(door.house.Agent("p1"))->ListHosts(kNobody);
  REQUIRE(answer.has_error());
  CHECK(answer.error().code() == ErrorCode::kPermissionDenied);
}

TEST_CASE("a credential that is not of this collector is not allowed, and the way out is said") {
  RemoteDoor door;
  const TlsHouse elsewhere;
  const TlsCredential theirs = elsewhere.Operator("p1");
  const TlsCredential ours = door.house.Operator("p1");
  struct Row {
    TlsCredential shown;
    std::string said;
  };
  const std::vector<Row> rows = {
      {theirs, "is not the one that made this identity"},
      {{ours.ca_pem, theirs.certificate_pem, theirs.key_pem}, "does not take the certificate"},
      {{ours.ca_pem, ours.certificate_pem, theirs.key_pem}, "do not belong together"},
      {{ours.ca_pem, "", ""}, "do not belong together"}};
  for (const Row& row : rows) {
    INFO(row.said);
    for (int i = 0; i < 3; ++i) {  // how gRPC notices is a race
      const auto answer = door.Client(row.shown)->ListHosts(kNobody);
      REQUIRE(answer.has_error());
      INFO(answer.error().In(Language::kEnglish));
      CHECK(answer.error().code() == ErrorCode::kPermissionDenied);
      CHECK(answer.error().In(Language::kEnglish).find(row.said) != std::string::npos);
      CHECK(answer.error().In(Language::kEnglish).find("operator create") != std::string::npos);
    }
  }
  CHECK(door.api.calls == 0);
}

TEST_CASE("a collector that nobody answers for is unavailable, with TLS as without") {
  const TlsHouse house;
  const auto client = OperatorClient::OverTls("127.0.0.1:1", house.Operator("p1"));
  const auto answer = client->ListHosts(kNobody);
  REQUIRE(answer.has_error());
  CHECK(answer.error().code() == ErrorCode::kUnavailable);
  CHECK_FALSE(answer.error().In(Language::kEnglish).ends_with(": "));
}

TEST_CASE("a failure comes back with its code, in both languages") {
  RemoteDoor door;
  door.role = Role::kAdmin;
  const auto client = door.Client(door.house.Operator("p1"), Language::kChinese);
  const auto answer = client->Policy(kNobody, "bad", "p.toml", true);
  REQUIRE(answer.has_error());
  CHECK(answer.error().code() == ErrorCode::kInvalidArgument);
  CHECK(answer.error().In(Language::kEnglish) == "p.toml:1:1: syntax error");
  CHECK(answer.error().In(Language::kChinese) == "p.toml:1:1：语法错误");
}

TEST_CASE("a question beyond a limit does not reach the collector") {
  LocalDoor door;
  const auto answer = door.client->ListResults(kNobody, {.limit = 10'001});
  REQUIRE(answer.has_error());
  CHECK(answer.error().code() == ErrorCode::kInvalidArgument);
  CHECK(answer.error().In(Language::kEnglish).find("limit") != std::string::npos);
  CHECK(door.api.calls == 0);
}

TEST_CASE("a question of more than a mebibyte is not taken, by neither door") {
  const std::string policy(limits::kMessageBytes + 1, '#');
  const auto refused = [&policy](OperatorClient& client, const EchoApi& api) {
    const auto answer = client.Policy(kNobody, policy, "p.toml", false);
    CHECK(answer.has_error());
    CHECK(api.calls == 0);
  };
  LocalDoor local;
  refused(*local.client, local.api);
  RemoteDoor remote;
  remote.role = Role::kAdmin;
  refused(*remote.Client(remote.house.Operator("p1")), remote.api);
}

TEST_CASE("a collector that is not running is unavailable, and the path is said") {
  TempFolder folder;
  const auto answer = OperatorClient::OverSocket(folder / "none.sock")->ListHosts(kNobody);
  REQUIRE(answer.has_error());
  CHECK(answer.error().code() == ErrorCode::kUnavailable);
  CHECK(answer.error().In(Language::kEnglish).find("none.sock") != std::string::npos);
}

TEST_CASE("whoever shows that nobody answers asks why; the message itself asks nothing") {
  TempFolder folder;
  const auto answer = OperatorClient::OverSocket(folder / "none.sock")->ListHosts(kNobody);
  REQUIRE(answer.has_error());
  CHECK(answer.error().In(Language::kEnglish).find('?') == std::string::npos);
  CHECK(answer.error().In(Language::kChinese).find("？") == std::string::npos);
  CHECK(answer.error().In(Language::kChinese).find("采集器") != std::string::npos);
}

TEST_CASE("a second collector does not take the socket of the first") {
  LocalDoor door;
  EchoApi other;
  const auto second =
      OperatorServer::Start({.socket_path = door.path}, other, &NoActor, door.logger);
  REQUIRE(second.has_error());
  CHECK(second.error().code() == ErrorCode::kConflict);
  CHECK(door.client->ListHosts(kNobody).has_value());
}

TEST_CASE("the socket that a killed collector left is taken over, another file is not") {
  TempFolder folder;
  SilentLogger logger;
  EchoApi api;
  const std::string path = folder / "collector.sock";
  {
    boost::asio::io_context io;
    boost::asio::local::stream_protocol::acceptor left(io, path);  // leaves its file behind
  }
  CHECK(OperatorServer::Start({.socket_path = path}, api, &NoActor, logger).has_value());
  const std::string file = folder / "notes";
  std::ofstream(file) << "keep me";
  CHECK(OperatorServer::Start({.socket_path = file}, api, &NoActor, logger).has_error());
  CHECK(std::ifstream(file).good());
}

TEST_CASE("a path too long for a socket is said to be") {
  SilentLogger logger;
  EchoApi api;
  const auto server =
      OperatorServer::Start({.socket_path = "/" + std::string(120, 'x')}, api, &NoActor, logger);
  REQUIRE(server.has_error());
  CHECK(server.error().In(Language::kEnglish).find("107") != std::string::npos);
}
