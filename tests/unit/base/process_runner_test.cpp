#include "base/process_runner.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "base/unique_fd.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using End = ProcessOutcome::End;

// Plugins as shell scripts in a folder of the test's own; $DIR in a script is that folder.
class Plugins {
 public:
  std::string Write(const std::string& body, mode_t mode = 0755) {
    const std::string path = folder_ / "plugin";
    std::ofstream(path) << "#!/bin/sh\nDIR=" << folder_.path() << "\n" << body << "\n";
    ::chmod(path.c_str(), mode);
    return path;
  }

  ProcessOutcome Run(const std::string& body, ProcessSpec spec = {}) {
    spec.argv = {Write(body)};
    auto outcome = PosixProcessRunner().Run(spec);
    REQUIRE(outcome.has_value());
    return *outcome;
  }

  // The pid that the script wrote to $DIR/<name>.
  pid_t Pid(const std::string& name) const {
    pid_t pid = 0;
    std::ifstream(folder_ / name) >> pid;
    return pid;
  }

  const std::string& folder() const { return folder_.path(); }

 private:
  TempFolder folder_;
};

bool IsGone(pid_t pid) { return ::kill(pid, 0) != 0 && errno == ESRCH; }

ProcessSpec Within(Duration limit, Duration grace = 200ms) {
  return {.time_limit = limit, .kill_grace = grace};
}

std::size_t MaxResidentKib() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6));
  }
  return 0;
}

constexpr const char* kAwaitPid = "while ! test -s $DIR/pid; do :; done\n";

TEST_CASE("a program's output, errors and exit code come back") {
  const auto outcome = Plugins().Run("echo fine; echo hmm >&2; exit 3");
  CHECK(outcome.end == End::kExited);
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.output == "fine\n");
  CHECK(outcome.errors == "hmm\n");
  CHECK(outcome.output_bytes == 5);
  CHECK(outcome.errors_bytes == 4);
  CHECK(outcome.wall > 0ns);
}

TEST_CASE("arguments reach the program as they are, without a shell") {
  Plugins plugins;
  ProcessSpec spec;
  spec.argv = {plugins.Write(R"(printf '%s|' "$@")"), "a b", "$HOME", "", "`id`"};
  const auto outcome = PosixProcessRunner().Run(spec);
  REQUIRE(outcome.has_value());
  CHECK(outcome->output == "a b|$HOME||`id`|");
}

TEST_CASE("a program that dies of a signal says which") {
  const auto outcome = Plugins().Run("kill -SEGV $$");
  CHECK(outcome.end == End::kSignalled);
  CHECK(outcome.signal == SIGSEGV);
}

TEST_CASE("a program that hangs is ended at the time limit, with what it had written") {
  const auto outcome = Plugins().Run("echo begun; exec sleep 300", Within(300ms));
  CHECK(outcome.end == End::kTimedOut);
  CHECK(outcome.output == "begun\n");
  CHECK(outcome.wall >= 300ms);
  CHECK(outcome.wall < 2s);
}

TEST_CASE("a program that ignores TERM is killed after the grace") {
  Plugins plugins;
  const auto outcome =
      plugins.Run("trap '' TERM; echo $$ > $DIR/pid; while :; do :; done", Within(200ms, 100ms));
  CHECK(outcome.end == End::kTimedOut);
  CHECK(outcome.wall >= 300ms);
  CHECK(outcome.wall < 2s);
  CHECK(IsGone(plugins.Pid("pid")));
}

TEST_CASE("a program may use the grace after TERM to end by itself") {
  const auto outcome = Plugins().Run(
      "trap 'echo cleaned; exit 0' TERM; echo begun; while :; do :; done", Within(500ms, 5s));
  CHECK(outcome.end == End::kTimedOut);
  CHECK(outcome.output == "begun\ncleaned\n");
}

TEST_CASE("nothing that a program started outlives its run") {
  const auto escape = GENERATE(as<std::string>{}, "sh $DIR/child &", "setsid sh $DIR/child &",
                               "(setsid sh -c 'sh $DIR/child & exit' &) &",
                               "env -i setsid sh $DIR/child >/dev/null 2>&1 </dev/null &");
  const auto ending = GENERATE(as<std::string>{}, "exit 0", "exec sleep 300");
  INFO(escape << ending);
  Plugins plugins;
  std::ofstream(plugins.folder() + "/child")
      << "trap '' TERM HUP\necho $$ > " << plugins.folder() << "/pid\nexec sleep 300\n";
  const auto outcome =
      plugins.Run("export DIR\n" + escape + "\n" + kAwaitPid + ending, Within(1s, 100ms));
  CHECK(outcome.end == (ending == "exit 0" ? End::kExited : End::kTimedOut));
  CHECK(outcome.wall < 3s);
  REQUIRE(plugins.Pid("pid") > 0);
  CHECK(IsGone(plugins.Pid("pid")));
}

TEST_CASE("a program that kills its keeper gains nothing") {
  Plugins plugins;
  const auto started = std::chrono::steady_clock::now();
  const auto outcome =
      plugins.Run("echo $$ > $DIR/pid; kill -KILL $PPID; exec sleep 300", Within(2s));
  CHECK(outcome.end == End::kSignalled);
  CHECK(std::chrono::steady_clock::now() - started < 3s);
  const pid_t pid = plugins.Pid("pid");
  REQUIRE(pid > 0);
  // Whoever adopted it reaps it; a zombie is dead enough.
  std::string state;
  while (!IsGone(pid) && state != "Z") {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string field;
    stat >> field >> field >> state;
  }
  SUCCEED("it is dead");
}

TEST_CASE("children that hold the output open do not delay the end of their parent") {
  const auto outcome = Plugins().Run("sleep 300 & echo done", Within(60s));
  CHECK(outcome.end == End::kExited);
  CHECK(outcome.output == "done\n");
  CHECK(outcome.wall < 5s);
}

TEST_CASE("a flood of output is counted, bounded in memory and ended in time") {
  const std::size_t before = MaxResidentKib();
  ProcessSpec spec = Within(3s);
  spec.output_limit = 1000;
  const auto outcome = Plugins().Run("exec head -c 1000000000 /dev/zero", spec);
  CHECK(outcome.output == std::string(1000, '\0'));
  CHECK(outcome.output_bytes > 50'000'000);
  if (outcome.end == End::kExited) CHECK(outcome.output_bytes == 1'000'000'000);
  CHECK(outcome.wall < 5s);
  CHECK(MaxResidentKib() - before < 20'000);
}

TEST_CASE("binary output comes back byte for byte") {
  const auto outcome = Plugins().Run(R"(printf '\000\377\r\n\001')");
  CHECK(outcome.output == std::string("\0\377\r\n\001", 5));
}

TEST_CASE("a program that closes its output and stays is still ended in time") {
  const auto outcome = Plugins().Run("exec sleep 300 >&- 2>&-", Within(300ms));
  CHECK(outcome.end == End::kTimedOut);
  CHECK(outcome.wall < 2s);
}

TEST_CASE("a program reads nothing from standard input") {
  CHECK(Plugins().Run("cat; echo end").output == "end\n");
}

TEST_CASE("a program that cannot be started is an error that says why") {
  Plugins plugins;
  ProcessSpec spec;
  SECTION("missing") {
    spec.argv = {plugins.folder() + "/absent"};
    const auto outcome = PosixProcessRunner().Run(spec);
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().code() == ErrorCode::kNotFound);
    CHECK(outcome.error().In(Language::kEnglish).find("cannot start") == 0);
  }
  SECTION("not executable") {
    spec.argv = {plugins.Write("exit 0", 0644)};
    CHECK(PosixProcessRunner().Run(spec).error().code() == ErrorCode::kPermissionDenied);
  }
  SECTION("its folder is missing") {
    spec.argv = {plugins.Write("exit 0")};
    spec.working_folder = plugins.folder() + "/absent";
    const auto outcome = PosixProcessRunner().Run(spec);
    CHECK(outcome.error().code() == ErrorCode::kNotFound);
    CHECK(outcome.error().In(Language::kEnglish).find("cannot enter") == 0);
  }
  SECTION("no absolute path") {
    spec.argv = {"sh"};
    CHECK(PosixProcessRunner().Run(spec).error().code() == ErrorCode::kInvalidArgument);
  }
  SECTION("no name at all") {
    CHECK(PosixProcessRunner().Run(spec).error().code() == ErrorCode::kInvalidArgument);
  }
  SECTION("a NUL in an argument") {
    spec.argv = {"/bin/echo", std::string("a\0b", 3)};
    CHECK(PosixProcessRunner().Run(spec).error().code() == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("the environment is what was given, and the mark of the run") {
  ::setenv("XUNJIAN_TEST_SECRET", "s3cret", 1);
  ProcessSpec spec;
  spec.argv = {"/usr/bin/env"};
  const auto outcome = PosixProcessRunner().Run(spec);
  ::unsetenv("XUNJIAN_TEST_SECRET");
  REQUIRE(outcome.has_value());
  std::set<std::string> names;
  std::istringstream lines(outcome->output);
  for (std::string line; std::getline(lines, line);) names.insert(line.substr(0, line.find('=')));
  CHECK(names == std::set<std::string>{"LANG", "LC_ALL", "PATH", "XUNJIAN_RUN"});
}

TEST_CASE("a program inherits no descriptor") {
  const UniqueFd leaked(::dup(STDERR_FILENO));  // without close-on-exec
  ProcessSpec spec;
  spec.argv = {"/bin/ls", "/proc/self/fd"};
  CHECK(PosixProcessRunner().Run(spec).value().output == "0\n1\n2\n3\n");  // 3: the listing itself
}

TEST_CASE("a program inherits no ignored signal, no privileges and no session") {
  ::signal(SIGPIPE, SIG_IGN);
  const auto outcome = Plugins().Run(
      "grep -E '^(SigIgn|SigBlk|NoNewPrivs)' /proc/$$/status | tr -s '\\t\\n' ' '; echo\n"
      "cut -d' ' -f5,6 /proc/$$/stat | sed s/$$/own/g; ulimit -c");
  ::signal(SIGPIPE, SIG_DFL);
  CHECK(outcome.output ==
        "SigBlk: 0000000000000000 SigIgn: 0000000000000000 NoNewPrivs: 1 \n"
        "own own\n"
        "0\n");
}

TEST_CASE("runs at the same time do not disturb each other") {
  Plugins plugins;
  const std::string path = plugins.Write("setsid sleep 300 & echo $1; exit $1");
  std::vector<ProcessOutcome> outcomes(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    threads.emplace_back([&, i] {
      ProcessSpec spec;
      spec.argv = {path, std::to_string(i)};
      if (auto outcome = PosixProcessRunner().Run(spec)) outcomes[i] = *outcome;
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CHECK(outcomes[i].exit_code == static_cast<int>(i));
    CHECK(outcomes[i].output == std::to_string(i) + "\n");
  }
}

TEST_CASE("a run leaves no child and no descriptor behind") {
  const auto open_files = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  Plugins plugins;
  plugins.Run("exit 0");
  const auto before = open_files();
  plugins.Run("setsid sleep 300 & exit 0");
  plugins.Run("exec sleep 300", Within(50ms, 50ms));
  CHECK(open_files() == before);
  std::ifstream children("/proc/thread-self/children");
  std::string any;
  CHECK_FALSE(children >> any);
}

}  // namespace
}  // namespace xunjian
