#include "process_watch.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace xunjian {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kEndingLimit{kKillTriesMs + 200};

}  // namespace

void BoundedOutput::ReadSome() {
  std::array<char, 64 << 10> chunk;
  const ssize_t got = ::read(fd_.get(), chunk.data(), chunk.size());
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (got <= 0) {
    fd_.Reset();
    return;
  }
  const auto size = static_cast<std::size_t>(got);
  text.append(chunk.data(), std::min(size, limit_ - text.size()));
  bytes += size;
}

ProcessWatch::ProcessWatch(const ProcessSpec& spec, KeptProcess process)
    : keeper_(process.keeper),
      output_(std::move(process.output), spec.output_limit),
      errors_(std::move(process.errors), spec.output_limit),
      reports_(std::move(process.reports)),
      control_(std::move(process.control)) {}

ProcessWatch::~ProcessWatch() {
  control_.Reset();
  ::kill(keeper_, SIGKILL);  // a zombie unless it is stuck or was stopped
  while (::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool ProcessWatch::WaitForEnd(Duration limit) {
  return PollUntil(limit, [this] { return report_ || !reports_; });
}

void ProcessWatch::Terminate() {
  // send, not write: a keeper that is gone already must not raise SIGPIPE in the caller.
  ::send(control_.get(), &kTerminateCommand, 1, MSG_NOSIGNAL);
}

void ProcessWatch::EndEverything() {
  control_.Reset();
  PollUntil(kEndingLimit, [this] { return !reports_ && output_.ended() && errors_.ended(); });
}

template <class Condition>
bool ProcessWatch::PollUntil(Duration limit, Condition reached) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!reached()) {
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= Duration::zero()) return false;
    PollOnce(std::chrono::ceil<milliseconds>(left));
  }
  return true;
}

void ProcessWatch::PollOnce(milliseconds wait) {
  std::array<pollfd, 3> watched{pollfd{output_.fd(), POLLIN, 0}, pollfd{errors_.fd(), POLLIN, 0},
                                pollfd{reports_.get(), POLLIN, 0}};
  const auto wait_ms = static_cast<int>(std::min<std::int64_t>(wait.count(), 60'000));
  if (::poll(watched.data(), watched.size(), wait_ms) <= 0) return;
  if (watched[0].revents != 0) output_.ReadSome();
  if (watched[1].revents != 0) errors_.ReadSome();
  if (watched[2].revents != 0) ReadReport();
}

void ProcessWatch::ReadReport() {
  KeeperReport report{};
  const ssize_t got = ::read(reports_.get(), &report, sizeof(report));
  if (got < 0 && errno == EINTR) return;
  if (got != sizeof(report)) {
    reports_.Reset();
    return;
  }
  if (report.kind == KeeperReport::Kind::kAllGone) all_gone_ = true;
  if (!report_) report_ = report;
}

}  // namespace xunjian
