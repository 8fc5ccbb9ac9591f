#include "tests/bench/collector_process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/pki.h"
#include "proto/rpc/enrolment_client.h"
#include "proto/rpc/operator_client.h"
#include "proto/words/enrolment_token.h"

namespace xunjian {

CollectorProcess::CollectorProcess(const std::string& program, const std::string& folder,
                                   int port) {
  pid_ = ::fork();
  if (pid_ != 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const std::string log = folder + "/../collector.log";
  if (!std::freopen(log.c_str(), "w", stderr)) ::_exit(126);
  const std::string listen = "127.0.0.1:" + std::to_string(port);
  ::execl(program.c_str(), program.c_str(), "run", "--dir", folder.c_str(), "--listen",
          listen.c_str(), "--enroll-listen", "127.0.0.1:0", nullptr);
  ::_exit(127);
}

std::unique_ptr<OperatorApi> CollectorProcess::AwaitApi(const std::string& socket) const {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(15);
  while (std::chrono::steady_clock::now() < limit) {
    std::unique_ptr<OperatorApi> api = OperatorClient::OverSocket(socket);
    if (api->ListHosts({})) return api;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  std::cerr << "the collector does not answer\n";
  std::exit(1);
}

double CollectorProcess::CpuSeconds() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  std::size_t at = text.rfind(')');
  for (int field = 2; field < 14 && at != std::string::npos; ++field) at = text.find(' ', at + 1);
  if (at == std::string::npos) return 0;
  long user = 0;
  long system = 0;
  if (std::sscanf(text.c_str() + at, " %ld %ld", &user, &system) != 2) return 0;
  return double(user + system) / double(::sysconf(_SC_CLK_TCK));
}

double CollectorProcess::RssMib() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
  long size = 0;
  long resident = 0;
  file >> size >> resident;
  return double(resident) * double(::sysconf(_SC_PAGESIZE)) / double(1 << 20);
}

double CollectorProcess::PeakRssMib() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::atof(line.c_str() + 6) / 1024;
  }
  return 0;
}

double CollectorProcess::Stop() {
  if (pid_ <= 0) return 0;
  ::kill(pid_, SIGTERM);
  rusage usage{};
  ::wait4(pid_, nullptr, 0, &usage);
  pid_ = 0;
  const auto seconds = [](const timeval& t) { return double(t.tv_sec) + 1e-6 * double(t.tv_usec); };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void CollectorProcess::Kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

EnrolledAgent EnrolForBench(OperatorApi& api, const std::string& host) {
  const auto created = Must(api.CreateToken({}, {host, "", {}, std::chrono::minutes(5)}));
  const EnrolmentToken token = Must(ParseToken(created.text));
  const std::string key = Must(GenerateKeyPem());
  const auto colon = token.enrol_address.rfind(':');
  const std::string ca = Must(FetchPinnedCa(token.enrol_address.substr(0, colon),
                                            token.enrol_address.substr(colon + 1),
                                            token.ca_fingerprint, std::chrono::seconds(5)));
  const auto reply = Must(EnrolAt(token.enrol_address, ca,
                                  {token.id, token.secret, host, Must(MakeCsrPem(key, host))}));
  return {token.agent_address, {reply.ca_pem, reply.certificate_pem, key}};
}

}  // namespace xunjian
