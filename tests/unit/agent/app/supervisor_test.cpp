#include "agent/app/supervisor.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/quiet_logger.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// A supervisor in a process of its own. Its programs write a line "<pid>" a start.
class Supervised {
 public:
  explicit Supervised(const std::string& script) {
    pid_ = fork();
    if (pid_ == 0) {
      const SystemClock clock;
      QuietLogger logger;
      SupervisorOptions options;
      options.first_restart = 10ms;
      options.last_restart = 40ms;
      options.stop_grace = 300ms;
      const std::vector<SupervisedProgram> programs = {
          {"program", {"/bin/sh", "-c", "echo $$ >> " + starts() + "; " + script}}};
      _exit(Supervise(programs, options, clock, logger) ? 0 : 1);
    }
  }
  ~Supervised() {
    if (pid_ > 0) Signal(SIGKILL);
  }

  std::string starts() const { return folder_ / "starts"; }

  std::vector<pid_t> Pids() const {
    std::ifstream file(starts());
    std::vector<pid_t> pids;
    for (pid_t pid = 0; file >> pid;) pids.push_back(pid);
    return pids;
  }

  std::vector<pid_t> AwaitStarts(std::size_t count) const {
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (Pids().size() < count && std::chrono::steady_clock::now() < end)
      std::this_thread::yield();
    REQUIRE(Pids().size() >= count);
    return Pids();
  }

  int Signal(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(std::exchange(pid_, 0), &status, 0);
    return status;
  }

 private:
  TempFolder folder_;
  pid_t pid_ = 0;
};

bool GoneSoon(pid_t pid) {
  const auto end = std::chrono::steady_clock::now() + 20s;
  while (kill(pid, 0) == 0 && std::chrono::steady_clock::now() < end) {
    waitpid(pid, nullptr, WNOHANG);  // an orphan may have become ours
    std::this_thread::yield();
  }
  return kill(pid, 0) != 0;
}

TEST_CASE("a program that ends is started again") {
  Supervised supervised("exit 3");
  CHECK(supervised.AwaitStarts(4).size() >= 4);
}

TEST_CASE("a program that is killed is started again") {
  Supervised supervised("exec sleep 100");
  kill(supervised.AwaitStarts(1)[0], SIGKILL);
  supervised.AwaitStarts(2);
}

TEST_CASE("TERM ends the supervisor and its program") {
  Supervised supervised("exec sleep 100");
  const pid_t program = supervised.AwaitStarts(1)[0];
  const int status = supervised.Signal(SIGTERM);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(kill(program, 0) != 0);
}

TEST_CASE("a program that does not listen to TERM is killed after its grace") {
  Supervised supervised("trap '' TERM; echo ready >> /dev/null; while :; do sleep 0.05; done");
  const pid_t program = supervised.AwaitStarts(1)[0];
  const auto before = std::chrono::steady_clock::now();
  supervised.Signal(SIGTERM);
  CHECK(std::chrono::steady_clock::now() - before < 5s);
  CHECK(GoneSoon(program));
}

TEST_CASE("no orphan is left when the supervisor is killed") {
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // so that the orphan can be seen to be gone
  Supervised supervised("exec sleep 100");
  const pid_t program = supervised.AwaitStarts(1)[0];
  supervised.Signal(SIGKILL);
  CHECK(GoneSoon(program));
}

}  // namespace
}  // namespace xunjian
