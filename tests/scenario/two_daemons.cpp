#include "tests/scenario/two_daemons.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "base/pki.h"
#include "collector/app/initialise.h"
#include "proto/rpc/enrolment_client.h"
#include "proto/words/enrolment_token.h"

namespace xunjian {
namespace {

constexpr auto kRealTimeOfAStep = std::chrono::milliseconds(3);

void FailOn(const Error& reason) { FAIL(reason.In(Language::kEnglish)); }

void Must(const Result<void>& result) {
  if (!result) FailOn(result.error());
}

template <class T>
T Must(Result<T> result) {
  if (!result) FailOn(result.error());
  return std::move(*result);
}

}  // namespace

TwoDaemons::TwoDaemons(Check check) : check_(std::move(check)) {
  collector_config_.listen = "127.0.0.1:0";
  collector_config_.enroll_listen = "127.0.0.1:0";
  const std::string collector = folder_ / "collector";
  Must(InitialiseCollector(storage_, clock_, collector, "demo"));
  api_ = OperatorClient::OverSocket(CollectorLayout{collector}.operator_socket());

  agent_config_.spool = folder_ / "spool";
  agent_config_.assignments = folder_ / "assignments.bin";
  agent_config_.runner_socket = folder_ / "runner.sock";
}

TwoDaemons::~TwoDaemons() {
  StopAgent();
  StopCollector();
}

void TwoDaemons::UseChannels(const std::string& toml) {
  TomlFile file = Must(TomlFile::Parse(toml, "collector.toml"));
  TomlTable root = file.root();
  collector_config_.channels = ReadChannels(
      root, [](const std::string&, FileKind) -> Result<Secret> { return Secret("s3cret"); });
  Must(file.Finish());
}

void TwoDaemons::StartCollector() {
  const CollectorLayout layout{folder_ / "collector"};
  std::filesystem::create_directories(layout.run());
  collector_ = Must(CollectorDaemon::Start(layout, collector_config_,
                                           {clock_, storage_, logger_, notifier_, FailOn}));
  // After a restart the agent looks for it where it was.
  collector_config_.listen = "127.0.0.1:" + std::to_string(collector_->agent_port());
}

void TwoDaemons::StopCollector() { collector_.reset(); }

void TwoDaemons::Enrol() {
  const auto created = Must(api_->CreateToken({}, {"web1", "", {}, std::chrono::minutes(5)}));
  const EnrolmentToken token = Must(ParseToken(created.text));
  const std::size_t colon = token.enrol_address.rfind(':');
  const std::string ca = Must(FetchPinnedCa(token.enrol_address.substr(0, colon),
                                            token.enrol_address.substr(colon + 1),
                                            token.ca_fingerprint, std::chrono::seconds(10)));
  const std::string key = Must(GenerateKeyPem());
  const EnrolmentReply reply = Must(EnrolAt(
      token.enrol_address, ca, {token.id, token.secret, "web1", Must(MakeCsrPem(key, "web1"))}));
  identity_ = {reply.ca_pem, reply.certificate_pem, key};
  agent_config_.collector = token.agent_address;
}

void TwoDaemons::StartAgent() {
  if (identity_.certificate_pem.empty()) Enrol();
  io_.emplace();
  runner_ = Must(RunnerServer::Listen(
      *io_, agent_config_.runner_socket, {},
      [this](const RunRequest& request, const RunnerServer::Reply& reply) {
        ++checks_run_;
        CheckResult result = check_(request.assignment);
        result.check = request.assignment.check;
        result.observed_at = clock_.Now();
        reply({request.run_id, std::move(result)});
      },
      logger_));
  agent_ = Must(AgentDaemon::Start(agent_config_, identity_,
                                   {*io_, clock_, storage_, logger_, notifier_, FailOn}));
}

// What was on its way in the loop dies with it, as with a process.
void TwoDaemons::StopAgent() {
  agent_.reset();
  runner_.reset();
  io_.reset();
}

void TwoDaemons::ApplyPolicy(const std::string& toml) {
  Must(api_->Policy({}, toml, "policy.toml", true));
}

void TwoDaemons::Pass(Duration time, Duration step) {
  for (Duration passed{}; passed < time; passed += step) {
    clock_.Advance(step);
    if (io_) {
      io_->restart();
      io_->run_for(kRealTimeOfAStep);
    } else {
      std::this_thread::sleep_for(kRealTimeOfAStep);
    }
  }
}

void TwoDaemons::PassUntil(const std::function<bool()>& there, Duration limit) {
  const SteadyTime end = clock_.Steady() + limit;
  while (!there()) {
    INFO("waited longer than the limit");
    REQUIRE(clock_.Steady() < end);
    Pass(std::chrono::seconds(1));
  }
}

std::vector<ResultRow> TwoDaemons::Results() {
  ResultQuery query;
  query.limit = 10000;
  return Must(api_->ListResults({}, query)).results;
}

std::vector<IncidentRow> TwoDaemons::Incidents() {
  IncidentQuery query;
  query.limit = 100;
  return Must(api_->ListIncidents({}, query));
}

}  // namespace xunjian
