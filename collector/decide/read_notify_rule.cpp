#include "collector/decide/read_notify_rule.h"

#include <algorithm>

#include "base/ids.h"
#include "base/utf8.h"
#include "collector/decide/rule_heading.h"

namespace xunjian {
namespace {

template <class Words>
void CheckKnown(TomlTable& table, std::string_view key, const std::vector<std::string>& asked,
                const Words& known, Text unknown) {
  for (const std::string& word : asked) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    table.Problem(key, OrNearest(Format(unknown, word), NearestWord(word, known)));
  }
}

std::vector<std::string> ReadChannels(TomlTable& table, const std::vector<std::string>* known) {
  std::vector<std::string> channels = table.Strings("channels");
  if (channels.empty()) {
    table.Problem("channels", Text{"which channels? e.g. [\"log\"]", "缺少渠道，例如 [\"log\"]"});
  }
  for (const std::string& channel : channels) {
    if (!IsValidName(channel)) {
      table.Problem("channels",
                    Format({"'{}' is no name of a channel", "“{}”不是渠道名"}, channel));
    }
  }
  if (known) {
    CheckKnown(table, "channels", channels, *known,
               {"this collector has no channel '{}'; channels stand in its collector.toml",
                "采集中心没有渠道“{}”；渠道在其 collector.toml 中配置"});
  }
  return channels;
}

std::vector<std::string> ReadNews(TomlTable& table) {
  std::vector<std::string> news = table.Strings("news");
  CheckKnown(table, "news", news, kNewsKinds, {"there is no news '{}'", "没有通知种类“{}”"});
  return news;
}

std::vector<std::string> ReadFamilies(TomlTable& table, const CheckMatcher& match) {
  std::vector<std::string> families = table.Strings("families");
  std::set<std::string_view> known;
  for (const CheckType* check : match("*")) known.insert(check->id.substr(0, check->id.find('.')));
  CheckKnown(table, "families", families, known,
             {"no check is of the family '{}'", "没有类别为“{}”的检查项"});
  return families;
}

}  // namespace

NotifyRule ReadNotifyRule(TomlTable& table, const CheckMatcher& match,
                          const std::vector<std::string>* channels, std::set<std::string>& taken) {
  NotifyRule rule;
  rule.name = ReadRuleName(table, taken);
  rule.channels = ReadChannels(table, channels);
  rule.hosts = ReadHostLabels(table);
  rule.services = table.Strings("services");
  rule.families = ReadFamilies(table, match);
  rule.news = ReadNews(table);
  return rule;
}

}  // namespace xunjian
