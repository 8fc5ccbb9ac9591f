#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/manual_clock.h"

namespace xunjian {
namespace {

// Catches what the process writes to stderr while it lives, up to the size of a pipe (64 KiB).
class StderrCapture {
 public:
  StderrCapture() : before_(dup(STDERR_FILENO)) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    read_end_ = ends[0];
  }
  ~StderrCapture() {
    Restore();
    close(read_end_);
  }

  std::string Text() {
    Restore();
    std::string text(1 << 16, '\0');
    const ssize_t got = read(read_end_, text.data(), text.size());
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
  }

 private:
  void Restore() {
    if (before_ < 0) return;
    dup2(before_, STDERR_FILENO);
    close(std::exchange(before_, -1));
  }

  int before_;
  int read_end_ = -1;
};

}  // namespace

TEST_CASE("lines below the least level are not written") {
  const ManualClock clock;
  const auto logger = MakeLogger(LogFormat::kText, LogLevel::kWarning, clock, "test");
  StderrCapture capture;
  logger->Info("too little");
  logger->Warning("enough", {{"host", "web01"}});
  logger->Error("more than enough");
  CHECK(capture.Text() ==
        "2026-11-23T00:00:00.000Z warning test: enough host=web01\n"
        "2026-11-23T00:00:00.000Z error test: more than enough\n");
}

TEST_CASE("the format that was asked for is the one written") {
  const ManualClock clock;
  const auto logger = MakeLogger(LogFormat::kJson, LogLevel::kDebug, clock, "test");
  StderrCapture capture;
  logger->Debug("hello");
  CHECK(capture.Text() ==
        R"({"time":"2026-11-23T00:00:00.000Z","level":"debug","program":"test","event":"hello"})"
        "\n");
}

TEST_CASE("without a journal behind stderr the automatic format is text") {
  const ManualClock clock;
  StderrCapture capture;
  const auto logger = MakeLogger(LogFormat::kAuto, LogLevel::kDebug, clock, "test");
  logger->Info("hello");
  CHECK(capture.Text() == "2026-11-23T00:00:00.000Z info test: hello\n");
}

TEST_CASE("where no journald listens the journal format falls back to text") {
  if (access("/run/systemd/journal/socket", F_OK) == 0) {
    WARN("not looked at: a journald listens here");
    return;
  }
  const ManualClock clock;
  const auto logger = MakeLogger(LogFormat::kJournal, LogLevel::kDebug, clock, "test");
  StderrCapture capture;
  logger->Info("hello");
  CHECK(capture.Text() == "2026-11-23T00:00:00.000Z info test: hello\n");
}

}  // namespace xunjian
