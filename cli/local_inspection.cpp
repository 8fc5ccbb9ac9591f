#include "local_inspection.h"

#include <unistd.h>

#include "agent/runner/check_executor.h"

namespace xunjian {
namespace {

constexpr std::string_view kPluginCheck = "plugin.nagios";

// The plugin check stands once for every allowed plugin; without any it stays as it is, to say so.
std::vector<Assignment> WithPlugins(const std::vector<Assignment>& assignments,
                                    const PluginAllowList& allowed) {
  std::vector<Assignment> all;
  for (const Assignment& assignment : assignments) {
    if (assignment.check != kPluginCheck || allowed.plugins().empty()) {
      all.push_back(assignment);
      continue;
    }
    for (const AllowedPlugin& plugin : allowed.plugins()) {
      Assignment each = assignment;
      each.id += "/" + plugin.name;
      each.parameters = Parameters({{"plugin", plugin.name}});
      all.push_back(std::move(each));
    }
  }
  return all;
}

}  // namespace

Result<std::vector<CheckResult>> LocalInspection::Run(const std::vector<Assignment>& assignments,
                                                      const std::string& plugins_folder) {
  if (!plugins_folder.empty()) {
    auto allowed = PluginAllowList::Load(files_, plugins_folder, geteuid());
    if (!allowed) return allowed.error();
    plugins_ = std::move(*allowed);
  }
  CheckExecutor executor({world_, boot_, BuiltInChecks(), pool_, history_});
  return executor.ExecuteTwice(WithPlugins(assignments, plugins_));
}

}  // namespace xunjian
