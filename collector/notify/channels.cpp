#include "collector/notify/channels.h"

#include <algorithm>
#include <array>
#include <set>

#include "collector/decide/policy.h"
#include "collector/notify/channel_kinds.h"
#include "collector/notify/log_channel.h"

namespace xunjian {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A new kind adds its line. Robots take 20 messages a minute each and are sent fewer: theirs is the
// clock that counts. WeCom takes 2 KiB a message, so few pieces of news fit into one.
constexpr std::array kKinds = {
    ChannelKind{"alertmanager", 50, 60, &PlanAlertmanager},
    ChannelKind{"dingtalk", 20, 18, &PlanDingtalk},
    ChannelKind{"feishu", 20, 18, &PlanFeishu},
    ChannelKind{"smtp", 1, 60, &PlanSmtp},
    ChannelKind{"syslog", 1, 0, &PlanSyslog},
    ChannelKind{"webhook", 1, 0, &PlanWebhook},
    ChannelKind{"wecom", 8, 18, &PlanWecom},
};

constexpr std::size_t kMostChannels = 32;  // each has a thread

const ChannelKind* ReadKind(TomlTable& table) {
  std::vector<std::string_view> known;
  for (const ChannelKind& kind : kKinds) known.push_back(kind.kind);
  if (!table.Has("kind")) {
    table.RequiredString("kind");
    return nullptr;
  }
  const std::string chosen = table.Choice("kind", known, "");
  const auto found = std::ranges::find(kKinds, chosen, &ChannelKind::kind);
  return found == kKinds.end() ? nullptr : &*found;
}

std::optional<ChannelPlan> ReadChannel(TomlTable& table, const FileReader& read,
                                       std::set<std::string>& taken) {
  ChannelSettings settings;
  settings.name = table.RequiredName("name", taken,
                                     {"there is another channel called '{}'", "另有渠道名为“{}”"});
  const ChannelKind* kind = ReadKind(table);
  const bool english = table.Choice("language", {"zh", "en"}, "zh") == "en";
  settings.language = english ? Language::kEnglish : Language::kChinese;
  const int usual = kind ? kind->per_minute : settings.per_minute;
  settings.per_minute = static_cast<int>(table.Integer("per_minute", usual, {0, 10'000}));
  settings.timeout =
      table.DurationOf("timeout", settings.timeout, {milliseconds(100), seconds(60)});
  if (!kind) return std::nullopt;
  settings.kind = kind->kind;
  settings.batch = kind->batch;
  ChannelFactory make = kind->plan(table, read, settings);
  return ChannelPlan{std::move(settings), std::move(make)};
}

ChannelPlan LogPlan() {
  ChannelSettings settings;
  settings.name = settings.kind = kLogChannel;
  settings.batch = 50;
  settings.per_minute = 0;
  return {settings, [](const ChannelParts& parts) -> std::unique_ptr<Channel> {
            return std::make_unique<LogChannel>(parts.logger);
          }};
}

}  // namespace

std::vector<ChannelPlan> UsualChannels() { return {LogPlan()}; }

std::vector<ChannelPlan> ReadChannels(TomlTable& root, const FileReader& read) {
  std::vector<ChannelPlan> plans = UsualChannels();
  std::set<std::string> taken{std::string(kLogChannel)};
  for (TomlTable& table : root.Tables("channel")) {
    if (auto plan = ReadChannel(table, read, taken)) plans.push_back(*std::move(plan));
  }
  if (taken.size() > kMostChannels) {
    root.Problem("channel", Format({"at most {} channels", "最多 {} 个渠道"}, kMostChannels));
  }
  return plans;
}

}  // namespace xunjian
