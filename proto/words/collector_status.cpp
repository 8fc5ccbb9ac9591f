#include "proto/words/collector_status.h"

#include <algorithm>

#include "checks/api/quantity.h"

namespace xunjian {
namespace {

constexpr Duration kBehindAfter = std::chrono::seconds(2);
constexpr Duration kFailingAfter = std::chrono::seconds(60);

std::string Span(Duration span, Language language) {
  const double seconds = std::chrono::duration<double>(span).count();
  return FormatQuantity(seconds, "seconds", language);
}

// The template's {0} is how many events wait, {1} for how long.
Message Waiting(const WorkStatus& work, Text text) {
  return {Format(text, work.queue, Span(work.oldest_wait, Language::kEnglish)).en,
          Format(text, work.queue, Span(work.oldest_wait, Language::kChinese)).zh};
}

Message FailedProbe(const ProbeStatus& probe) {
  constexpr Text kFailed = {"failing: the collector cannot reach its own door for {0}: {1}",
                            "故障：采集器无法访问自己的入口（{0}）：{1}"};
  return {Format(kFailed, probe.door, probe.failure->en).en,
          Format(kFailed, DoorLabel(probe.door).zh, probe.failure->zh).zh};
}

}  // namespace

std::string_view ToString(CollectorHealth health) {
  switch (health) {
    case CollectorHealth::kWorking:
      return "working";
    case CollectorHealth::kBehind:
      return "behind";
    case CollectorHealth::kFailing:
      return "failing";
  }
  return "?";
}

Text DoorLabel(std::string_view door) {
  if (door == "agents") return {"agents", "代理"};
  if (door == "enrolment") return {"enrolment", "登记"};
  if (door == "operators") return {"operators", "操作员"};
  if (door == "socket") return {"the local socket", "本机套接字"};
  return {"?", "？"};
}

CollectorVerdict VerdictOn(const CollectorStatus& status) {
  const WorkStatus& work = status.work;
  if (work.held) {
    constexpr Text kHeld = {"failing: nothing is taken in: {0}", "故障：暂停接收：{0}"};
    return {CollectorHealth::kFailing,
            {Format(kHeld, work.held->en).en, Format(kHeld, work.held->zh).zh}};
  }
  if (work.oldest_wait >= kFailingAfter) {
    return {CollectorHealth::kFailing,
            Waiting(work, {"failing: nothing is committed; {0} events wait, the oldest for {1}",
                           "故障：没有任何提交；{0} 个事件在等待，最久已等 {1}"})};
  }
  const auto failed = std::ranges::find_if(
      status.probes, [](const ProbeStatus& probe) { return probe.failure.has_value(); });
  if (failed != status.probes.end()) return {CollectorHealth::kFailing, FailedProbe(*failed)};
  if (work.oldest_wait >= kBehindAfter) {
    return {CollectorHealth::kBehind, Waiting(work, {"behind: {0} events wait, the oldest for {1}",
                                                     "积压：{0} 个事件在等待，最久已等 {1}"})};
  }
  if (work.queue > 0) {
    return {CollectorHealth::kWorking,
            Waiting(work, {"working; {0} events wait, the oldest for {1}",
                           "正常；{0} 个事件在等待，最久已等 {1}"})};
  }
  return {CollectorHealth::kWorking, Format({"working; nothing waits", "正常；没有等待的事件"})};
}

}  // namespace xunjian
