#include "agent/runner/runner_service.h"

#include <utility>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

constexpr mode_t kPrivateFolder = 0700;
constexpr mode_t kPrivateFile = 0600;
constexpr std::size_t kLastRunsLimit = 256 << 20;

CheckResult Overloaded(const Assignment& assignment, Timestamp now) {
  CheckResult result =
      ResultOf(assignment.check, NotRead{Outcome::kSkipped, std::string(reason::kOverload), {}},
               now, Duration::zero());
  result.assignment = assignment.id;
  return result;
}

}  // namespace

RunnerService::RunnerService(Parts parts, RunnerServiceOptions options)
    : parts_(parts),
      options_(std::move(options)),
      save_timer_(parts.io),
      under_way_(std::make_shared<std::atomic<std::size_t>>(0)) {}

RunnerService::~RunnerService() {
  server_.reset();
  SaveLastRuns();
}

Result<std::unique_ptr<RunnerService>> RunnerService::Start(Parts parts,
                                                            RunnerServiceOptions options) {
  std::unique_ptr<RunnerService> service(new RunnerService(parts, std::move(options)));
  if (Result<void> opened = service->Open(); !opened) return opened.error();
  return service;
}

Result<void> RunnerService::Open() {
  Result<void> folder = parts_.storage.MakeFolder(options_.state_folder, kPrivateFolder);
  if (!folder) return folder;
  LoadLastRuns();
  Result<std::unique_ptr<RunnerServer>> server = RunnerServer::Listen(
      parts_.io, options_.socket, options_.peers,
      [this](RunRequest request, const RunnerServer::Reply& reply) {
        Take(std::move(request), reply);
      },
      parts_.logger);
  if (!server) return server.error();
  server_ = *std::move(server);
  SaveLater();
  return Ok();
}

void RunnerService::Complete(Assignment& assignment) const {
  if (assignment.baseline) return;
  const auto own = options_.baselines.find(assignment.check);
  if (own != options_.baselines.end()) assignment.baseline = own->second;
}

void RunnerService::Take(RunRequest request, const RunnerServer::Reply& reply) {
  if (*under_way_ >= options_.most_runs) {
    return reply({request.run_id, Overloaded(request.assignment, parts_.clock.Now())});
  }
  ++*under_way_;
  Complete(request.assignment);
  parts_.executor.Execute(request.assignment, [run_id = request.run_id, reply,
                                               under_way = under_way_](CheckResult result) {
    --*under_way;
    reply({run_id, std::move(result)});
  });
}

// What was remembered only makes the first judgements better: a damaged file is said and left
// behind.
void RunnerService::LoadLastRuns() {
  const std::string path = options_.state_folder + "/last_runs";
  const Result<std::string> bytes = parts_.storage.Read(path, kLastRunsLimit);
  if (!bytes && bytes.error().code() == ErrorCode::kNotFound) return;
  const Result<void> loaded =
      bytes ? parts_.history.DecodeLastRuns(*bytes) : Result<void>(bytes.error());
  if (loaded) return;
  parts_.logger.Warning("last runs not loaded", {{"why", loaded.error().In(Language::kEnglish)}});
}

void RunnerService::SaveLastRuns() {
  const std::uint64_t version = parts_.history.version();
  if (version == saved_version_) return;
  const Result<void> saved = parts_.storage.Replace(options_.state_folder + "/last_runs",
                                                    parts_.history.EncodeLastRuns(), kPrivateFile);
  if (saved) {
    saved_version_ = version;
  } else {
    parts_.logger.Warning("last runs not saved", {{"why", saved.error().In(Language::kEnglish)}});
  }
}

void RunnerService::SaveLater() {
  save_timer_.expires_after(options_.save_interval);
  save_timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    SaveLastRuns();
    SaveLater();
  });
}

}  // namespace xunjian
