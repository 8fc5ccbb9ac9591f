#include <sys/socket.h>

#include <cerrno>

#include "base/clean_name.h"
#include "base/utf8.h"
#include "checks/api/detail.h"
#include "checks/engine/probe_text.h"
#include "checks/engine/tcp_connect.h"
#include "checks/network/reads.h"
#include "targets.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostGreeting = 4096;  // bytes looked at
constexpr std::size_t kMostText = 256;

// Whether the server sends the text before the deadline.
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

// Whether the server that was connected to behaves like the one that is wanted.
bool Answers(int socket, const std::string& say, const std::string& greeting, SteadyTime deadline,
             const Clock& clock) {
  // So little fits into an empty socket buffer; where the server is gone, the greeting tells.
  if (!say.empty()) send(socket, say.data(), say.size(), MSG_NOSIGNAL);
  return greeting.empty() || SendsGreeting(socket, greeting, deadline, clock);
}

ObservedItem Ended(ObservedItem observed, std::string end, const Message& detail = {}) {
  observed.attributes.insert(observed.attributes.begin(), {"end", std::move(end)});
  if (!detail.en.empty()) AddDetail(detail, observed.attributes);
  return observed;
}

ObservedItem Observe(const ReadContext& context, const Parameters& parameters,
                     const std::string& name, Duration limit) {
  ObservedItem observed;
  observed.item = CleanName(name, 128);
  const auto target = ParseTcpTarget(name);
  if (!target) return Ended(std::move(observed), "invalid_target");
  const auto say = ParseProbeText(parameters.String("say"));
  if (!say) return Ended(std::move(observed), "invalid_say", say.error().message());
  const std::string greeting = parameters.String("greeting");
  const SteadyTime deadline = context.clock.Steady() + limit;
  const TcpAttempt attempt = ConnectTcp(*target, limit, context.clock);
  std::string end(ToString(attempt.end));
  observed.attributes = {{"address", attempt.address}};
  if (attempt.end == TcpEnd::kTimedOut) {
    observed.attributes.push_back({"limit", FormatDuration(limit)});
  }
  if (attempt.end == TcpEnd::kConnected) {
    observed.metrics = {
        {"connect_seconds", std::chrono::duration<double>(attempt.took).count(), "seconds"}};
    if (!Answers(attempt.socket.get(), *say, greeting, deadline, context.clock)) {
      end = "greeting_missing";
      observed.attributes.push_back({"greeting", CleanLine(greeting, kMostText)});
    }
  }
  return Ended(std::move(observed), std::move(end), attempt.detail);
}

}  // namespace

Reading ReadNetStateTcpProbe(const ReadContext& context, const Parameters& parameters) {
  return ObserveTargets(context, parameters, &Observe);
}

}  // namespace xunjian
