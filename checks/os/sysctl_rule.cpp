#include "checks/os/sysctl_rule.h"

#include <algorithm>
#include <array>

#include "checks/engine/number_scan.h"

namespace xunjian {
namespace {

constexpr std::string_view kBlanks = " \t\n";
constexpr std::size_t kLongestKey = 128;

struct RemovedKey {
  std::string_view key;
  std::string_view kernel;
};

constexpr std::array<RemovedKey, 6> kRemoved = {{
    {"net.ipv4.tcp_tw_recycle", "4.12"},
    {"kernel.sched_latency_ns", "5.13"},
    {"kernel.sched_migration_cost_ns", "5.13"},
    {"kernel.sched_min_granularity_ns", "5.13"},
    {"kernel.sched_wakeup_granularity_ns", "5.13"},
    {"vm.block_dump", "5.13"},
}};

// One blank between fields, none around them.
std::string Plain(std::string_view text) {
  std::string plain;
  bool gap = false;
  for (const char c : text) {
    const bool blank = kBlanks.find(c) != std::string_view::npos;
    if (!blank && gap && !plain.empty()) plain += ' ';
    if (!blank) plain += c;
    gap = blank;
  }
  return plain;
}

bool WithinBound(std::string_view wanted, const std::string& actual) {
  const auto bound = WholeNumber(Plain(wanted.substr(2)));
  const auto value = WholeNumber(actual);
  if (!bound || !value) return false;
  return wanted.front() == '>' ? *value >= *bound : *value <= *bound;
}

}  // namespace

bool SysctlAgrees(std::string_view wanted, std::string_view actual) {
  const std::string value = Plain(actual);
  while (true) {
    const std::size_t bar = wanted.find('|');
    const std::string choice = Plain(wanted.substr(0, bar));
    const bool bound = choice.starts_with(">=") || choice.starts_with("<=");
    if (bound ? WithinBound(choice, value) : choice == value) return true;
    if (bar == std::string_view::npos) return false;
    wanted.remove_prefix(bar + 1);
  }
}

std::optional<std::string> SysctlPath(std::string_view key) {
  const bool allowed =
      key.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@") ==
      std::string_view::npos;
  if (key.empty() || key.size() > kLongestKey || !allowed) return std::nullopt;
  std::string path(key);
  if (path[std::min(path.find_first_of("./"), path.size() - 1)] != '/') {
    for (char& c : path) c = c == '.' ? '/' : c == '/' ? '.' : c;
  }
  path = "/proc/sys/" + path;
  const bool leaves = path.find("/../") != std::string::npos || path.ends_with("/..") ||
                      path.find("//") != std::string::npos || path.ends_with('/');
  if (leaves) return std::nullopt;
  return path;
}

std::string_view SysctlRemovedIn(std::string_view key) {
  const auto found = std::find_if(kRemoved.begin(), kRemoved.end(),
                                  [key](const RemovedKey& removed) { return removed.key == key; });
  return found == kRemoved.end() ? std::string_view() : found->kernel;
}

}  // namespace xunjian
