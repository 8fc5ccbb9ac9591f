#include "collector/app/channel_command.h"

#include <algorithm>
#include <iostream>

#include "base/utf8.h"
#include "collector/app/run_collector.h"
#include "collector/decide/policy.h"
#include "command_line/exit_code.h"

namespace xunjian {
namespace {

struct TestOptions {
  std::string folder;
  std::string name;
};

Error NoChannel(const CollectorConfig& config, const std::string& name) {
  std::string names;
  for (const std::string& known : ChannelNames(config)) names += " " + known;
  return MakeError(ErrorCode::kNotFound,
                   {"there is no channel '{}'; there are:{}", "没有渠道“{}”；现有渠道：{}"}, name,
                   names);
}

Notification TestNews(const std::string& channel, Timestamp now) {
  Notification news;
  news.thread = "xunjian-test-" + std::to_string(now.time_since_epoch().count());
  news.id = news.thread + "-opened";
  news.kind = news::kOpened;
  news.created_at = now;
  news.detail.incident.host = "test";
  news.detail.incident.site = "test";
  news.detail.incident.group = "xunjian-collector channel test " + channel;
  news.detail.incident.worst = Outcome::kInfo;
  news.detail.incident.opened_at = now;
  return news;
}

Result<int> Test(const TestOptions& options, Language language) {
  const SystemClock clock;
  PosixStorage storage;
  RunCollectorOptions run;
  run.folder = options.folder;
  const auto config = ReadCollectorConfig(storage, run);
  if (!config) return config.error();
  const auto plan = std::ranges::find_if(
      config->channels, [&](const ChannelPlan& one) { return one.settings.name == options.name; });
  if (plan == config->channels.end()) return NoChannel(*config, options.name);
  const auto logger = MakeLogger(LogFormat::kAuto, LogLevel::kInfo, clock, "xunjian-collector");
  const auto channel = plan->make({clock, *logger});
  const Notification news = TestNews(options.name, clock.Now());
  const Delivery delivery = channel->Send(std::span(&news, 1), {});
  const bool delivered = delivery.outcome == DeliveryReported::Outcome::kDelivered;
  const Text verdict = delivered ? Text{"delivered", "已送达"} : Text{"not delivered", "未送达"};
  std::cout << verdict.In(language) << (delivery.detail.empty() ? "" : ": ") << delivery.detail
            << '\n';
  return delivered ? kExitOk : kExitFailed;
}

}  // namespace

void AddChannel(CommandTree& tree, Language language) {
  auto options = std::make_shared<TestOptions>();
  tree.AddGroup("channel", {"ways to tell people", "通知渠道"});
  tree.Add("channel test",
           {{"send one made-up message through a channel", "通过一个渠道发送一条测试消息"},
            {{"xunjian-collector channel test duty-mail --dir D",
              {"says what the server answered", "显示服务器的应答"}}}},
           [options, language] { return Test(*options, language); })
      .Argument("NAME", options->name, {"as in collector.toml", "collector.toml 中的名称"})
      .Required("--dir", "DIR", options->folder, {"the collector's folder", "采集器目录"});
}

}  // namespace xunjian
