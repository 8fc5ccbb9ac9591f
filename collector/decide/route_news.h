#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collector/decide/policy.h"

// For this room alone.
namespace xunjian {

// What rules of notification look at.
struct NewsSubject {
  std::string_view kind;  // of kNewsKinds
  PolicySubject host;
  std::set<std::string, std::less<>> services;  // of the incident's members
  std::set<std::string, std::less<>> families;  // of their checks
};

// The channels of every rule that takes the news, each once, in the order of the rules; the log
// when none does: nothing that happened is told nowhere.
std::vector<std::string> ChannelsFor(const Policy& policy, const NewsSubject& subject);

}  // namespace xunjian
