#include <unistd.h>

#include <algorithm>

#include "base/clean_name.h"
#include "base/utf8.h"
#include "checks/api/detail.h"
#include "checks/api/reasons.h"
#include "checks/plugin/nagios_observation.h"
#include "checks/plugin/plugin_program.h"
#include "checks/plugin/reads.h"

namespace xunjian {
namespace {

constexpr std::size_t kOutputLimit = 64 << 10;
constexpr Duration kKillGrace = std::chrono::milliseconds(500);

using Values = std::map<std::string, ParameterValue, std::less<>>;

// All parameters but those that say which plugin it is.
Values PlaceholderValues(const Parameters& parameters) {
  Values values = parameters.values();
  values.erase("plugin");
  values.erase("instance");
  return values;
}

ObservedItem NotRun(std::string instance, std::string_view end, const std::string& plugin,
                    const Message& detail = {}) {
  ObservedItem run;
  run.item = std::move(instance);
  run.attributes = {{"end", std::string(end)}, {"plugin", CleanLine(plugin, 128)}};
  if (!detail.en.empty()) AddDetail(detail, run.attributes);
  return run;
}

// The plugin's own time, within what is left for it once it had to be killed.
Duration TimeLimit(const ReadContext& context, const AllowedPlugin& plugin) {
  const Duration reserve = kKillGrace + std::chrono::seconds(1);
  const Duration most = std::max(context.timeout - reserve, context.timeout / 2);
  return std::min(plugin.timeout.value_or(most), most);
}

ObservedItem Run(const ReadContext& context, const Parameters& parameters,
                 const std::string& instance, const AllowedPlugin& plugin) {
  auto arguments = PluginArguments(plugin, PlaceholderValues(parameters));
  if (!arguments) {
    return NotRun(instance, "bad_parameters", plugin.name, arguments.error().message());
  }
  if (const auto problem = CheckProgram(context.files, plugin, geteuid())) {
    return NotRun(instance, problem->code, plugin.name, problem->detail);
  }
  ProcessSpec spec;
  spec.argv = *std::move(arguments);
  spec.time_limit = TimeLimit(context, plugin);
  spec.output_limit = kOutputLimit;
  spec.kill_grace = kKillGrace;
  const auto outcome = context.processes.Run(spec);
  if (!outcome) {
    return NotRun(instance, "not_started", plugin.name, outcome.error().message());
  }
  return DescribeRun(instance, *outcome, spec.time_limit, kOutputLimit);
}

}  // namespace

Reading ReadPluginNagios(const ReadContext& context, const Parameters& parameters) {
  const std::string name = parameters.String("plugin");
  if (name.empty()) {
    return NotRead{
        Outcome::kNotApplicable, std::string(reason::kNoTarget), {{"parameter", "plugin"}}};
  }
  const std::string instance = CleanName(parameters.String("instance", name), 128);
  const AllowedPlugin* plugin = context.plugins.Find(name);
  if (plugin == nullptr) return Observation{{NotRun(instance, "not_allowed", name)}, true};
  return Observation{{Run(context, parameters, instance, *plugin)}, true};
}

}  // namespace xunjian
