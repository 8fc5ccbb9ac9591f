#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string_view>
#include <thread>

namespace xunjian {
namespace {

constexpr int kInterrupted = 128 + SIGINT;

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

TerminalStyle StyleOfStdout() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  TerminalStyle style;
  style.colours = Environment("NO_COLOR").empty() && Environment("TERM") != "dumb";
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) style.width = size.ws_col;
  return style;
}

void SleepUntilInterrupted(Duration time) {
  struct sigaction end {};
  end.sa_handler = [](int) { _exit(kInterrupted); };
  sigaction(SIGINT, &end, nullptr);
  std::this_thread::sleep_for(time);
}

bool StdinIsTerminal() { return isatty(STDIN_FILENO) != 0; }

bool StderrIsTerminal() { return isatty(STDERR_FILENO) != 0; }

}  // namespace xunjian
