#include <algorithm>
#include <map>

#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/network/judges.h"

namespace xunjian {
namespace {

constexpr std::string_view kDown = "link_down";
constexpr std::string_view kMissing = "link_missing";
constexpr std::string_view kWentDown = "link_went_down";
constexpr std::string_view kNoCarrier = "no_carrier";
constexpr std::string_view kSwitchedOff = "switched_off";
constexpr std::string_view kFlapped = "flapped";
constexpr std::string_view kOnlyVirtual = "only_virtual";

constexpr Threshold kThresholds[] = {
    {.name = "carrier_changes",
     .metric = "carrier_changes_total",
     .unit = "count",
     .kind = Threshold::Kind::kDelta,
     .warning = 2,
     .source = {"our own choice: one loss and return between two runs",
                "自定：两次巡检之间断开并恢复一次"},
     .label = {"carrier changes", "载波变化次数"}}};

constexpr ReasonText kReasons[] = {
    {reason::kOk, {"{interface} is up", "网卡 {interface} 连通"}},
    {kDown,
     {"{interface} is in the baseline and is down ({state})",
      "基线中的网卡 {interface} 处于断开状态（{state}）"}},
    {kMissing,
     {"{interface} is in the baseline and is not there", "基线中的网卡 {interface} 不存在"}},
    {kWentDown,
     {"{interface} was up and is down now ({state})",
      "网卡 {interface} 原先连通，现已断开（{state}）"}},
    {kNoCarrier,
     {"{interface} is switched on and has no carrier; it never had one as far as known",
      "网卡 {interface} 已启用但无载波；据已有记录从未连通"}},
    {kSwitchedOff, {"{interface} is switched off", "网卡 {interface} 已停用"}},
    {kFlapped,
     {"{interface} lost or regained its carrier {value} times since the last run",
      "网卡 {interface} 自上次巡检以来载波变化 {value} 次"}},
    {kOnlyVirtual,
     {"no physical, bond or VLAN interface is here, only virtual ones",
      "本机没有物理网卡、绑定网卡或 VLAN 网卡，只有虚拟网卡"}},
};

bool IsOn(const ObservedItem& link, std::string_view metric) {
  const double* value = link.Find(metric);
  return value != nullptr && *value > 0;
}

bool IsUp(const ObservedItem& link) { return IsOn(link, "admin_up") && IsOn(link, "carrier"); }

std::string StateOf(const ObservedItem& link) {
  const std::string* state = link.FindAttribute("operstate");
  return state != nullptr ? *state : "unknown";
}

Verdict Say(const std::string& interface, Outcome outcome, std::string_view code,
            const std::string& state = "") {
  Verdict verdict{interface, outcome, std::string(code), {{"interface", interface}}, {}};
  if (!state.empty()) verdict.arguments.push_back({"state", state});
  return verdict;
}

bool WasCritical(const JudgeInput& input, std::string_view interface) {
  const auto previous = input.previous.find(interface);
  return previous != input.previous.end() && previous->second == Outcome::kCritical;
}

// Up in any earlier sample, or known as lost: who went down stays down until it is up again.
bool WasUp(const JudgeInput& input, std::string_view interface) {
  if (WasCritical(input, interface)) return true;
  const auto up = [&](const Sample& sample) {
    const ObservedItem* link = sample.observation.Find(interface);
    return link != nullptr && IsUp(*link);
  };
  const auto& samples = input.window.samples;
  return (input.window.last_run && up(*input.window.last_run)) ||
         std::any_of(samples.begin(), samples.end() - 1, up);
}

bool ExpectedUp(const JudgeInput& input, std::string_view interface) {
  if (input.baseline == nullptr) return false;
  const auto entry = input.baseline->entries.find(interface);
  return entry != input.baseline->entries.end() && entry->second.value != "down";
}

Verdict JudgeState(const JudgeInput& input, const ObservedItem& link) {
  if (link.Find("admin_up") == nullptr || link.Find("carrier") == nullptr) {
    return Say(link.item, Outcome::kUnknown, reason::kNotJudged);
  }
  if (IsUp(link)) return Say(link.item, Outcome::kOk, reason::kOk);
  const std::string state = StateOf(link);
  if (ExpectedUp(input, link.item)) return Say(link.item, Outcome::kCritical, kDown, state);
  if (input.baseline == nullptr && WasUp(input, link.item)) {
    return Say(link.item, Outcome::kCritical, kWentDown, state);
  }
  if (!IsOn(link, "admin_up")) return Say(link.item, Outcome::kOk, kSwitchedOff);
  return Say(link.item, Outcome::kInfo, kNoCarrier);
}

Verdict JudgeFlaps(const JudgeInput& input, const ObservedItem& link) {
  // The item's outcome before speaks of its state, not of its flaps: no hysteresis from it.
  const std::map<std::string, Outcome, std::less<>> nothing_before;
  const JudgeInput fresh{input.window, nothing_before, input.parameters, input.thresholds};
  const Threshold threshold =
      EffectiveThreshold(kNetStateLink, "carrier_changes", input.thresholds);
  Verdict flaps = JudgeThreshold(fresh, threshold, link.item);
  if (!IsHealth(flaps.outcome)) return Say(link.item, Outcome::kOk, reason::kOk);
  flaps.code = IsGood(flaps.outcome) ? reason::kOk : kFlapped;
  flaps.arguments.push_back({"interface", link.item});
  return flaps;
}

// Interfaces that should be there and are not.
void JudgeMissing(const JudgeInput& input, std::vector<Verdict>& verdicts) {
  const Observation& now = input.window.newest().observation;
  if (!now.complete) return;
  if (input.baseline != nullptr) {
    for (const auto& [interface, entry] : input.baseline->entries) {
      if (entry.value == "down" || now.Find(interface) != nullptr) continue;
      verdicts.push_back(Say(interface, Outcome::kCritical, kMissing));
    }
    return;
  }
  std::vector<std::string> lost;
  for (const auto& [interface, outcome] : input.previous) {
    if (!interface.empty() && outcome == Outcome::kCritical) lost.push_back(interface);
  }
  if (input.window.last_run) {
    for (const ObservedItem& link : input.window.last_run->observation.items) {
      if (IsUp(link)) lost.push_back(link.item);
    }
  }
  std::sort(lost.begin(), lost.end());
  lost.erase(std::unique(lost.begin(), lost.end()), lost.end());
  for (const std::string& interface : lost) {
    if (now.Find(interface) != nullptr) continue;
    verdicts.push_back(Say(interface, Outcome::kCritical, reason::kVanished));
  }
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& link : input.window.newest().observation.items) {
    verdicts.push_back(WorseVerdict(JudgeState(input, link), JudgeFlaps(input, link)));
  }
  JudgeMissing(input, verdicts);
  return verdicts;
}

}  // namespace

constinit const CheckType kNetStateLink = {
    .id = "net.state.link",
    .family = Family::kNetwork,
    .aspect = Aspect::kState,
    .cost = Cost::kTiny,
    .name = {"network link", "网卡链路状态"},
    .why = {"a link that is down or keeps changing takes the host, or half of its redundancy, off "
            "the network",
            "链路断开或反复闪断会使主机断网，或失去一半冗余"},
    .reads = {"/sys/class/net: operstate, carrier, carrier_changes, flags",
              "/sys/class/net 下的 operstate、carrier、carrier_changes、flags"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Check cable, transceiver and the error counters of the switch port; put the "
               "interfaces that must be up into the baseline.",
               "检查网线、光模块和交换机端口错误计数；将必须连通的网卡列入基线。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .needs_history = true,
    .judge = &Judge};

}  // namespace xunjian
