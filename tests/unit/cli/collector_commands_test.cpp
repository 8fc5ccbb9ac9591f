#include <sys/stat.h>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "cli/operator_identity.h"
#include "command_bench.h"

using namespace xunjian;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

Timestamp At(const char* text) { return *ParseRfc3339(text); }

boost::json::value Json(const CommandBench& bench) { return boost::json::parse(bench.out()); }

IncidentDetail ShopIncident() {
  IncidentDetail detail;
  detail.incident = {.id = 3,
                     .status = IncidentStatus::kSolved,
                     .host = "web1",
                     .group = "host=web1,service=shop",
                     .worst = Outcome::kCritical,
                     .members = 1,
                     .opened_at = At("2026-11-23T01:00:00Z"),
                     .solved_at = At("2026-11-23T02:00:00Z"),
                     .owner = "li"};
  detail.members = {{.check = "net.state.tcp_probe",
                     .item = "127.0.0.1:81",
                     .outcome = Outcome::kOk,
                     .code = "ok",
                     .passed_again = true,
                     .epoch = 9007199254740993,
                     .first_failing_seq = 4,
                     .last_failing_seq = 7,
                     .passing_seq = 9}};
  detail.timeline = {{.at = At("2026-11-23T01:00:00Z"), .kind = "opened", .actor = "system"},
                     {.at = At("2026-11-23T01:10:00Z"),
                      .kind = "acknowledged",
                      .actor = "li",
                      .text = "=looking\x1b[2J"}};
  return detail;
}

}  // namespace

TEST_CASE("hosts are listed as table, JSON and CSV") {
  CommandBench bench;
  bench.api.hosts = {{.name = "web1",
                      .site = "总部",
                      .labels = {{"role", "web"}},
                      .agent_id = "a1",
                      .agent_version = "0.1.0",
                      .connected = true,
                      .last_contact = At("2026-11-23T01:02:03Z"),
                      .enrolled_at = At("2026-11-22T00:00:00Z"),
                      .problems = 2,
                      .results_waiting = 1200},
                     {.name = "db1",
                      .clock_skew = -std::chrono::seconds(200),
                      .enrolled_at = At("2026-11-22T00:00:00Z")}};
  CHECK(bench.Run({"host", "list"}) == 0);
  CHECK(
      bench.out() ==
      "HOST  SITE  CONNECTED  PROBLEMS  LAST CONTACT              CLOCK OFF BY  WAITING  VERSION  "
      "LABELS\n"
      "web1  总部  yes               2  2026-11-23T01:02:03.000Z                   1200  0.1.0    "
      "role=web\n"
      "db1         no                0                            -3m\n");

  CHECK(bench.Run({"host", "list", "-o", "json"}) == 0);
  CHECK_THAT(bench.out(), StartsWith("{\n  \"schema\": \"xunjian.hosts/1\""));
  const auto host = Json(bench).at("hosts").at(0);
  CHECK(host.at("connected") == true);
  CHECK(host.at("problems") == 2);
  CHECK(host.at("labels").at("role") == "web");
  CHECK(Json(bench).at("hosts").at(1).at("last_contact").is_null());
  CHECK(Json(bench).at("hosts").at(1).at("clock_skew_seconds") == -200);
  CHECK(host.at("results_waiting") == 1200);
  CHECK(Json(bench).at("hosts").at(1).at("results_waiting").is_null());

  CHECK(bench.Run({"host", "list", "-o", "csv"}) == 0);
  CHECK_THAT(bench.out(),
             StartsWith("name,site,connected,problems,last_contact,clock_skew_seconds,enrolled_at,"
                        "agent_id,agent_version,labels,results_waiting\r\nweb1,总部,true,2,"));
}

TEST_CASE("result rows carry what scripts rely on, epoch and seq as exact numbers") {
  CommandBench bench;
  bench.api.results.results = {{.host = "web1",
                                .check = "host.perf.fs_space",
                                .item = "/",
                                .outcome = Outcome::kCritical,
                                .code = "above",
                                .metrics = {{"used_percent", 97.5, "percent"}},
                                .observed_at = At("2026-11-23T01:02:03.5Z"),
                                .epoch = 18446744073709551615U,
                                .seq = 42}};
  CHECK(bench.Run({"result", "list", "--host", "web1", "--check", "host.*", "--item", "/",
                   "--outcome", "critical", "--since", "2h", "--until", "2026-11-23T11:00:00Z",
                   "--limit", "7", "-o", "json"}) == 0);
  CHECK(bench.api.result_query.host == "web1");
  CHECK(bench.api.result_query.check == "host.*");
  CHECK(bench.api.result_query.item == "/");
  CHECK(bench.api.result_query.outcome == Outcome::kCritical);
  CHECK(bench.api.result_query.since == At("2026-11-23T10:00:00Z"));
  CHECK(bench.api.result_query.until == At("2026-11-23T11:00:00Z"));
  CHECK(bench.api.result_query.limit == 7);
  CHECK(Json(bench).at("schema") == "xunjian.results/1");
  const auto row = Json(bench).at("results").at(0);
  CHECK(row.at("host") == "web1");
  CHECK(row.at("check") == "host.perf.fs_space");
  CHECK(row.at("item") == "/");
  CHECK(row.at("outcome") == "critical");
  CHECK(row.at("code") == "above");
  CHECK(row.at("observed_at") == "2026-11-23T01:02:03.500Z");
  CHECK(row.at("epoch").as_uint64() == 18446744073709551615U);
  CHECK(row.at("seq") == 42);
  CHECK(row.at("metrics").at(0).at("value") == 97.5);
}

TEST_CASE("states are asked for as the options say") {
  CommandBench bench;
  bench.api.states = {{.host = "web1",
                       .check = "host.perf.cpu",
                       .outcome = Outcome::kWarning,
                       .kind = StateKind::kHard,
                       .attempt = 3,
                       .overdue = true}};
  CHECK(bench.Run({"state", "list", "--host", "web1", "--problems", "-o", "json"}) == 0);
  CHECK(bench.api.state_query.problems_only);
  CHECK(bench.api.state_query.host == "web1");
  CHECK(Json(bench).at("schema") == "xunjian.states/1");
  const auto row = Json(bench).at("states").at(0);
  CHECK(row.at("kind") == "hard");
  CHECK(row.at("attempt") == 3);
  CHECK(row.at("overdue") == true);
}

TEST_CASE("incidents are listed, and only the open ones when asked") {
  CommandBench bench;
  bench.api.incidents = {ShopIncident().incident};
  CHECK(bench.Run({"incident", "list", "--open", "--status", "in_progress", "-o", "json"}) == 0);
  CHECK(bench.api.incident_query.open_only);
  CHECK(bench.api.incident_query.status == IncidentStatus::kInProgress);
  CHECK(Json(bench).at("schema") == "xunjian.incidents/1");
  const auto row = Json(bench).at("incidents").at(0);
  CHECK(row.at("id") == 3);
  CHECK(row.at("status") == "solved");
  CHECK(row.at("members") == 1);
  CHECK(row.at("group") == "host=web1,service=shop");
}

TEST_CASE("an incident shows the proof of its trouble and of its repair") {
  CommandBench bench;
  bench.api.incident = ShopIncident();
  CHECK(bench.Run({"incident", "show", "3", "-o", "json"}) == 0);
  CHECK(bench.api.shown_incident == 3);
  const auto document = Json(bench);
  CHECK(document.at("schema") == "xunjian.incident/1");
  CHECK(document.at("id") == 3);
  const auto member = document.at("members").at(0);
  CHECK(member.at("epoch").to_number<std::uint64_t>() == 9007199254740993);
  CHECK(member.at("first_failing_seq") == 4);
  CHECK(member.at("last_failing_seq") == 7);
  CHECK(member.at("passing_seq") == 9);
  CHECK(document.at("timeline").at(1).at("kind") == "acknowledged");

  CHECK(bench.Run({"incident", "show", "3", "--lang", "zh"}) == 0);
  CHECK_THAT(bench.out(), Contains("事件 3，主机 web1：已解决") && Contains("通过序号"));
  CHECK_THAT(bench.out(), !Contains("\x1b"));
}

TEST_CASE("an incident shows what became of each notification") {
  CommandBench bench;
  bench.api.incident = ShopIncident();
  bench.api.incident.notifications = {{.key = "incident-3-opened",
                                       .channel = "duty-mail",
                                       .kind = "opened",
                                       .state = DeliveryState::kRejected,
                                       .attempts = 2,
                                       .created_at = At("2026-11-23T01:00:00Z"),
                                       .reported_at = At("2026-11-23T01:00:05Z"),
                                       .detail = "550 \x1b[2Jno such user"}};
  CHECK(bench.Run({"incident", "show", "3"}) == 0);
  CHECK_THAT(bench.out(), Contains("duty-mail") && Contains("rejected") && Contains("550"));
  CHECK(bench.out().find('\x1b') == std::string::npos);
  CHECK(bench.Run({"incident", "show", "3", "-o", "json"}) == 0);
  const boost::json::value document = Json(bench);  // rows are of it
  const auto& row = document.at("notifications").at(0);
  CHECK(row.at("state") == "rejected");
  CHECK(row.at("attempts") == 2);
  CHECK(row.at("due_at").is_null());
  CHECK(row.at("reported_at") == "2026-11-23T01:00:05.000Z");
  CHECK(row.at("key") == "incident-3-opened");
}

TEST_CASE("acts on an incident carry the reason and print what became of it") {
  CommandBench bench;
  bench.api.incident = ShopIncident();
  CHECK(bench.Run({"incident", "ack", "3", "--reason", "looking"}) == 0);
  CHECK(bench.api.act.id == 3);
  CHECK(bench.api.act.act == IncidentAct::kAcknowledge);
  CHECK(bench.api.act.text == "looking");
  CHECK_THAT(bench.out(), Contains("Incident 3 on web1"));
  CHECK(bench.Run({"incident", "note", "3", "disk ordered"}) == 0);
  CHECK(bench.api.act.act == IncidentAct::kNote);
  CHECK(bench.Run({"incident", "solve", "3", "--note", "restarted"}) == 0);
  CHECK(bench.api.act.act == IncidentAct::kSolve);
  CHECK(bench.api.act.text == "restarted");
}

TEST_CASE("a token is one line on stdout, what to do with it on stderr") {
  CommandBench bench;
  bench.api.token = {.text = "xj1.abc", .expires_at = At("2026-11-23T14:00:00Z")};
  CHECK(bench.Run({"token", "create", "--host", "web1", "--site", "s", "--label", "role=web",
                   "--label", "class=B", "--ttl", "2h"}) == 0);
  CHECK(bench.out() == "xj1.abc\n");
  CHECK_THAT(bench.err(), Contains("xunjian-agent enroll"));
  CHECK(bench.api.token_request.host == "web1");
  CHECK(bench.api.token_request.site == "s");
  CHECK(bench.api.token_request.labels ==
        std::map<std::string, std::string>{{"class", "B"}, {"role", "web"}});
  CHECK(bench.api.token_request.lifetime == std::chrono::hours(2));
  CHECK(bench.Run({"token", "create", "--host", "web1"}) == 0);
  CHECK(bench.api.token_request.lifetime == std::chrono::minutes(30));
}

TEST_CASE("an operator's credential is written where only its owner reads the key") {
  CommandBench bench;
  bench.api.credential = {.id = "p1",
                          .key_pem = "KEY",
                          .certificate_pem = "CERT",
                          .ca_pem = "CA",
                          .address = "collector:7422"};
  const std::string output = bench.folder / "li";
  CHECK(bench.Run({"operator", "create", "li", "--role", "seat", "--output", output}) == 0);
  CHECK(bench.api.operator_request.role == Role::kSeat);
  struct stat key {};
  REQUIRE(stat((output + "/key.pem").c_str(), &key) == 0);
  CHECK((key.st_mode & 07777) == 0600);

  PosixStorage storage;
  const auto identity = ReadOperatorIdentity(storage, output);
  REQUIRE(identity.has_value());
  CHECK(identity->key_pem == "KEY");
  CHECK(identity->certificate_pem == "CERT");
  CHECK(identity->ca_pem == "CA");
  CHECK(identity->address == "collector:7422");

  CHECK(bench.Run({"operator", "create", "li", "--role", "seat", "--output", output}) == 1);
  CHECK_THAT(bench.err(), Contains("holds a credential already"));
}

TEST_CASE("no credential is asked for while its folder cannot be written") {
  CommandBench bench;
  std::ofstream(bench.folder / "file") << "x";
  for (const std::string& output : {bench.folder / "file", bench.folder / "file/below"}) {
    CHECK(bench.Run({"operator", "create", "li", "--role", "seat", "--output", output}) != 0);
    CHECK(bench.api.operator_request.name.empty());
  }
}

TEST_CASE("a credential that could not be written after all is revoked, and the way on is said") {
  CommandBench bench;
  const std::string output = bench.folder / "li";
  const std::string place = output + "/certificate.pem";
  bench.api.on_create_operator = [&] { REQUIRE(mkdir(place.c_str(), 0700) == 0); };
  const std::vector<std::string> create = {"operator", "create",   "li",  "--role",
                                           "seat",     "--output", output};
  CHECK(bench.Run(create) != 0);
  CHECK(bench.api.revoked_operator == "li");
  CHECK_THAT(bench.err(), Contains("not written and is revoked again") &&
                              Contains("run the same command") && Contains("certificate.pem"));

  REQUIRE(rmdir(place.c_str()) == 0);
  bench.api.on_create_operator = [] {};
  CHECK(bench.Run(create) == 0);
}

TEST_CASE("a person's credential is revoked by name, and the help says whose the name is") {
  CommandBench bench;
  CHECK(bench.Run({"operator", "revoke", "li"}) == 0);
  CHECK(bench.api.revoked_operator == "li");
  CHECK_THAT(bench.err(), Contains("refused from now on"));
  CHECK(bench.Run({"operator", "revoke", "--help"}) == 0);
  CHECK_THAT(bench.out(), Contains("name stays theirs"));
  bench.api.operators = {
      {.id = "p1", .name = "li", .role = Role::kSeat, .revoked_at = At("2026-11-23T01:00:00Z")}};
  CHECK(bench.Run({"operator", "list", "-o", "json"}) == 0);
  CHECK(Json(bench).at("operators").at(0).at("revoked_at") == "2026-11-23T01:00:00.000Z");
}

TEST_CASE("a token for a host that exists warns when it changes the host's labels") {
  CommandBench bench;
  bench.api.token = {.text = "xj1.abc", .expires_at = At("2026-11-23T14:00:00Z")};
  bench.api.hosts = {{.name = "web1", .labels = {{"class", "B"}, {"role", "web"}}}};
  struct Row {
    std::vector<std::string> labels;
    std::string becomes;  // "" : no warning
  };
  const std::vector<Row> rows = {{{}, "they become -"},
                                 {{"--label", "role=db"}, "they become role=db"},
                                 {{"--label", "role=web", "--label", "class=B"}, ""}};
  for (const Row& row : rows) {
    std::vector<std::string> words = {"token", "create", "--host", "web1"};
    words.insert(words.end(), row.labels.begin(), row.labels.end());
    CHECK(bench.Run(words) == 0);
    CHECK(bench.out() == "xj1.abc\n");
    if (row.becomes.empty()) {
      CHECK_THAT(bench.err(), !Contains("warning"));
    } else {
      CHECK_THAT(bench.err(), Contains("labels class=B role=web") && Contains(row.becomes));
    }
  }
  CHECK(bench.Run({"token", "create", "--host", "web2"}) == 0);
  CHECK_THAT(bench.err(), !Contains("warning"));
  CHECK(bench.Run({"token", "create", "--help"}) == 0);
  CHECK_THAT(bench.out(), Contains("replace those the host has"));
}

TEST_CASE("tokens and operators are listed") {
  CommandBench bench;
  bench.api.tokens = {{.id = "t1", .host = "web1"}};
  CHECK(bench.Run({"token", "list", "-o", "json"}) == 0);
  CHECK(Json(bench).at("schema") == "xunjian.tokens/1");
  CHECK(Json(bench).at("tokens").at(0).at("used_at").is_null());
  bench.api.operators = {{.id = "p1", .name = "li", .role = Role::kAuditor}};
  CHECK(bench.Run({"operator", "list", "-o", "json"}) == 0);
  CHECK(Json(bench).at("schema") == "xunjian.operators/1");
  CHECK(Json(bench).at("operators").at(0).at("role") == "auditor");
}

TEST_CASE("a policy is checked or applied, and every mistake is printed") {
  CommandBench bench;
  const std::string file = bench.folder / "policy.toml";
  std::ofstream(file) << "schema = 1\n";
  bench.api.verdict = {.version = "v1", .rules = 2, .hosts = {{"web1", 12}}};
  CHECK(bench.Run({"policy", "check", file, "-o", "json"}) == 0);
  CHECK(bench.api.policy_text == "schema = 1\n");
  CHECK(bench.api.policy_file == file);
  CHECK(Json(bench).at("schema") == "xunjian.policy_verdict/1");
  CHECK(Json(bench).at("applied") == false);
  CHECK(Json(bench).at("hosts").at(0).at("assignments") == 12);
  CHECK(bench.Run({"policy", "apply", file}) == 0);
  CHECK_THAT(bench.err(), Contains("in force: version v1"));

  bench.api.failure = Error(ErrorCode::kInvalidArgument,
                            {"p.toml:1:1: one\np.toml:2:1: two", "p.toml:1:1: 一\np.toml:2:1: 二"});
  CHECK(bench.Run({"policy", "check", file}) == 2);
  CHECK_THAT(bench.err(), Contains("p.toml:1:1: one\np.toml:2:1: two"));
  CHECK(bench.Run({"policy", "check", bench.folder / "absent.toml"}) == 3);
}

TEST_CASE("a policy file that is not UTF-8 is wrong at a line, and is not sent") {
  CommandBench bench;
  const std::string file = bench.folder / "policy.toml";
  std::ofstream(file) << "schema = 1\n# \xff\n";
  for (const char* verb : {"check", "apply"}) {
    CHECK(bench.Run({"policy", verb, file}) == 2);
    CHECK_THAT(bench.err(), Contains(file + ":2:3: not valid UTF-8"));
    CHECK(bench.api.policy_file.empty());
  }
}

TEST_CASE("a policy that takes all checks of a host, or has no rule, needs a yes") {
  CommandBench bench;
  const std::string file = bench.folder / "policy.toml";
  std::ofstream(file) << "schema = 1\n";
  struct Row {
    PolicyVerdict verdict;
    std::string said;  // "" : applied without a question
  };
  const std::vector<Row> rows = {
      {{.version = "v", .rules = 0}, "the policy has no rule"},
      {{.version = "v", .rules = 2, .hosts = {{"web1", 0, 12}, {"db1", 3, 9}}},
       "1 host loses all its checks: web1 (12 checks)"},
      {{.version = "v", .rules = 0, .hosts = {{"web1", 0, 12}, {"db1", 0, 9}}},
       "the policy has no rule; 2 hosts lose all their checks: web1 (12 checks), db1 (9 checks)"},
      {{.version = "v", .rules = 2, .hosts = {{"web1", 1, 12}, {"new", 0, 0}}}, ""}};
  for (const Row& row : rows) {
    INFO(row.said);
    bench.api.verdict = row.verdict;
    bench.answers = std::nullopt;
    bench.api.policies_applied = 0;
    CHECK(bench.Run({"policy", "apply", file}) == (row.said.empty() ? 0 : 2));
    CHECK(bench.api.policies_applied == (row.said.empty() ? 1 : 0));
    if (row.said.empty()) continue;
    CHECK_THAT(bench.err(), Contains(row.said) && Contains("add --yes"));
    CHECK(bench.Run({"policy", "check", file}) == 0);
    CHECK_THAT(bench.err(), Contains("warning: " + row.said));

    bench.answers = "n\n";
    CHECK(bench.Run({"policy", "apply", file}) == 1);
    CHECK(bench.api.policies_applied == 0);
    bench.answers = "y\n";
    CHECK(bench.Run({"policy", "apply", file}) == 0);
    CHECK(bench.api.policies_applied == 1);
    CHECK_THAT(bench.err(), Contains(row.said));
    bench.answers = std::nullopt;
    CHECK(bench.Run({"policy", "apply", file, "--yes"}) == 0);
    CHECK(bench.api.policies_applied == 2);
  }
}

TEST_CASE("the policy in force is shown as text that can be applied again, and as JSON") {
  CommandBench bench;
  bench.api.policy = {.version = "abc",
                      .text = "schema = 1\n",
                      .applied_by = "li",
                      .applied_at = At("2026-11-23T01:00:00Z")};
  CHECK(bench.Run({"policy", "show"}) == 0);
  CHECK(bench.out() == "schema = 1\n");
  CHECK(bench.err() == "version abc, applied by li at 2026-11-23T01:00:00.000Z\n");
  CHECK(bench.Run({"policy", "show", "-o", "json"}) == 0);
  CHECK(Json(bench).at("schema") == "xunjian.policy/1");
  CHECK(Json(bench).at("version") == "abc");
  CHECK(Json(bench).at("applied_by") == "li");
  CHECK(Json(bench).at("applied_at") == "2026-11-23T01:00:00.000Z");
  CHECK(Json(bench).at("text") == "schema = 1\n");
}

TEST_CASE("an incident that only a person can solve is marked, and says why") {
  CommandBench bench;
  bench.api.incident = ShopIncident();
  bench.api.incident.incident.status = IncidentStatus::kOpen;
  bench.api.incident.incident.solved_at = std::nullopt;
  bench.api.incident.incident.withdrawn = 1;
  bench.api.incident.members[0].withdrawn = true;
  bench.api.incident.members[0].passed_again = false;
  bench.api.incidents = {bench.api.incident.incident};
  CHECK(bench.Run({"incident", "list", "-o", "json"}) == 0);
  CHECK(Json(bench).at("incidents").at(0).at("withdrawn") == 1);
  CHECK(Json(bench).at("incidents").at(0).at("awaits_person") == true);
  CHECK(bench.Run({"incident", "list"}) == 0);
  CHECK_THAT(bench.out(), Contains("AWAITS A PERSON"));
  CHECK(bench.Run({"incident", "show", "3"}) == 0);
  CHECK_THAT(bench.out(), Contains("Only a person can solve it: xunjian incident solve 3"));
  CHECK(bench.Run({"incident", "show", "3", "--lang", "zh"}) == 0);
  CHECK_THAT(bench.out(),
             Contains("只能由人员解决：xunjian incident solve 3") && Contains("已撤出"));
  CHECK(bench.Run({"incident", "show", "3", "-o", "json"}) == 0);
  CHECK(Json(bench).at("members").at(0).at("withdrawn") == true);

  bench.api.incident.incident.failing = 1;
  bench.api.incident.incident.members = 2;
  CHECK(bench.Run({"incident", "show", "3"}) == 0);
  CHECK_THAT(bench.out(), Contains("1 of 2 members are withdrawn") && !Contains("Only a person"));
}

TEST_CASE("a host's report is scored, and what is overdue is not shown as health") {
  CommandBench bench;
  CheckResult good{.check = "host.perf.fs_space"};
  good.items = {{.observed = {.item = "/"}, .outcome = Outcome::kOk, .code = "ok"}};
  bench.api.report.host = {.name = "web1", .site = "hq"};
  bench.api.report.results = {good};
  CHECK(bench.Run({"report", "host", "web1", "-o", "json"}) == 0);
  CHECK(bench.api.reported_host == "web1");
  CHECK(Json(bench).at("score").at("low") == 100);

  bench.api.report.states = {
      {.host = "web1",
       .check = "host.perf.fs_space",
       .item = "/",
       .outcome = Outcome::kOk,
       .overdue = true},
      {.host = "web1", .check = "os.version.packages", .outcome = Outcome::kOk, .overdue = true}};
  CHECK(bench.Run({"report", "host", "web1", "-o", "json"}) == 0);
  CHECK(Json(bench).at("score").at("low") == 80);
  CHECK(Json(bench).at("coverage").at("due") == 2);
  CHECK(Json(bench).at("coverage").at("answered") == 0);
  CHECK(Json(bench).at("results").at(0).at("code") == "overdue");
}

TEST_CASE("a report goes to a file when asked, and stdout stays empty") {
  CommandBench bench;
  bench.api.report.host = {.name = "web1"};
  const std::string file = bench.folder / "web1.html";
  CHECK(bench.Run({"report", "host", "web1", "-o", "html", "--output", file}) == 0);
  CHECK(bench.out().empty());
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  CHECK_THAT(text.str(), StartsWith("<!DOCTYPE html>"));
}

TEST_CASE("one host is shown with its states") {
  CommandBench bench;
  bench.api.report.host = {.name = "web1"};
  bench.api.report.states = {{.host = "web1", .check = "host.perf.cpu", .outcome = Outcome::kOk}};
  CHECK(bench.Run({"host", "show", "web1", "-o", "json"}) == 0);
  CHECK(Json(bench).at("host").at("name") == "web1");
  CHECK(Json(bench).at("states").at(0).at("check") == "host.perf.cpu");
  CHECK(bench.Run({"host", "show", "web1"}) == 0);
  CHECK_THAT(bench.out(), Contains("web1") && Contains("host.perf.cpu"));
}
