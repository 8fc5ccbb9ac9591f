#include <sys/socket.h>

#include <cerrno>

#include "base/utf8.h"
#include "checks/api/detail.h"
#include "checks/engine/tcp_connect.h"
#include "checks/network/reads.h"
#include "targets.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostGreeting = 4096;  // bytes looked at
constexpr std::size_t kMostText = 256;

// Whether the server sends the text by itself before the deadline.
bool SendsGreeting(int socket, std::string_view wanted, SteadyTime deadline, const Clock& clock) {
  std::string seen;
  char buffer[512];
  while (seen.size() < kMostGreeting) {
    if (WaitFor(socket, Readiness::kReadable, deadline, clock) == Readiness::kTimedOut) break;
    const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) break;
    seen.append(buffer, static_cast<std::size_t>(got));
    if (seen.find(wanted) != std::string::npos) return true;
  }
  return false;
}

ObservedItem Observe(const ReadContext& context, const Parameters& parameters,
                     const std::string& name, Duration limit) {
  ObservedItem observed;
  observed.item = CleanLine(name, 128);
  const auto target = ParseTcpTarget(name);
  if (!target) {
    observed.attributes = {{"end", "invalid_target"}};
    return observed;
  }
  const SteadyTime deadline = context.clock.Steady() + limit;
  const TcpAttempt attempt = ConnectTcp(*target, limit, context.clock);
  std::string end(ToString(attempt.end));
  const std::string greeting = parameters.String("greeting");
  if (attempt.end == TcpEnd::kConnected) {
    observed.metrics = {
        {"connect_seconds", std::chrono::duration<double>(attempt.took).count(), "seconds"}};
    if (!greeting.empty() &&
        !SendsGreeting(attempt.socket.get(), greeting, deadline, context.clock)) {
      end = "greeting_missing";
    }
  }
  observed.attributes = {{"end", end}, {"address", attempt.address}};
  if (end == "timed_out") {
    observed.attributes.push_back({"limit", FormatDuration(limit)});
  }
  if (end == "greeting_missing") {
    observed.attributes.push_back({"greeting", CleanLine(greeting, kMostText)});
  }
  if (!attempt.detail.en.empty()) AddDetail(attempt.detail, observed.attributes);
  return observed;
}

}  // namespace

Reading ReadNetStateTcpProbe(const ReadContext& context, const Parameters& parameters) {
  return ObserveTargets(context, parameters, &Observe);
}

}  // namespace xunjian
