#include "collector/decide/route_news.h"

#include <algorithm>

namespace xunjian {
namespace {

template <class Found>
bool IsOneOf(const std::vector<std::string>& wanted, const Found& found) {
  return wanted.empty() ||
         std::ranges::any_of(wanted, [&](const auto& word) { return found.contains(word); });
}

bool Takes(const NotifyRule& rule, const NewsSubject& subject) {
  const bool told =
      rule.news.empty() || std::ranges::find(rule.news, subject.kind) != rule.news.end();
  return told && HasLabels(subject.host, rule.hosts) && IsOneOf(rule.services, subject.services) &&
         IsOneOf(rule.families, subject.families);
}

}  // namespace

std::vector<std::string> ChannelsFor(const Policy& policy, const NewsSubject& subject) {
  std::vector<std::string> channels;
  for (const NotifyRule& rule : policy.notify) {
    if (!Takes(rule, subject)) continue;
    for (const std::string& channel : rule.channels) {
      if (std::ranges::find(channels, channel) == channels.end()) channels.push_back(channel);
    }
  }
  if (channels.empty()) channels.emplace_back(kLogChannel);
  return channels;
}

}  // namespace xunjian
