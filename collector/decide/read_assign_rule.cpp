#include "collector/decide/read_assign_rule.h"

#include <algorithm>

#include "base/utf8.h"
#include "collector/decide/rule_heading.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxServiceBytes = 128;
constexpr double kFarLimit = 1e18;  // no reading of a check is beyond it

void AddMatching(TomlTable& table, const std::string& glob, const CheckMatcher& match,
                 std::vector<const CheckType*>& checks) {
  const std::vector<const CheckType*> found = match(glob);
  for (const CheckType* check : found) {
    if (std::find(checks.begin(), checks.end(), check) == checks.end()) checks.push_back(check);
  }
  if (!found.empty()) return;
  std::vector<std::string_view> known;
  for (const CheckType* check : match("*")) known.push_back(check->id);
  table.Problem("checks", OrNearest(Format({"no check matches '{}'", "没有检查项匹配“{}”"}, glob),
                                    NearestWord(glob, known)));
}

std::vector<const CheckType*> ReadChecks(TomlTable& table, const CheckMatcher& match) {
  std::vector<const CheckType*> checks;
  const std::vector<std::string> globs = table.Strings("checks");
  if (globs.empty())
    table.Problem("checks",
                  Text{"which checks? e.g. [\"host.*\"]", "缺少检查项，例如 [\"host.*\"]"});
  for (const std::string& glob : globs) AddMatching(table, glob, match, checks);
  return checks;
}

std::optional<Duration> ReadDuration(TomlTable& table, std::string_view key,
                                     Bounds<Duration> bounds) {
  if (!table.Has(key)) return std::nullopt;
  return table.DurationOf(key, bounds.least, bounds);
}

void ReadSchedule(TomlTable& table, AssignRule& rule) {
  rule.interval = ReadDuration(table, "interval", {1s, 24h * 7});
  rule.timeout = ReadDuration(table, "timeout", {100ms, 1h});
  rule.retry_interval = ReadDuration(table, "retry", {1s, 24h});
  if (table.Has("attempts")) {
    rule.attempts = static_cast<int>(table.Integer("attempts", 3, {1, 100}));
  }
  if (!table.Boolean("on_demand", false)) return;
  if (rule.interval)
    table.Problem("interval", Text{"a check on demand has no interval", "按需执行的检查没有间隔"});
  rule.interval = Duration::zero();
}

std::string ReadService(TomlTable& table) {
  std::string service = table.String("service", "");
  const bool plain = CleanLine(service, kMaxServiceBytes) == service &&
                     service.find_first_of(",=") == std::string::npos;
  if (!plain) {
    table.Problem("service", Text{"a service name has at most 128 bytes, no ',' and no '='",
                                  "服务名最多 128 字节，且不含“,”和“=”"});
  }
  return service;
}

std::optional<double> ReadLimit(TomlTable& table, std::string_view key) {
  if (!table.Has(key)) return std::nullopt;
  return table.Number(key, 0, {-kFarLimit, kFarLimit});
}

ThresholdOverride ReadOverride(TomlTable& table) {
  ThresholdOverride limits;
  limits.warning = ReadLimit(table, "warning");
  limits.critical = ReadLimit(table, "critical");
  limits.warning_for = ReadDuration(table, "for", {0s, 24h});
  limits.critical_for = ReadDuration(table, "critical_for", {0s, 24h});
  if (table.Has("clear_ratio")) limits.clear_ratio = table.Number("clear_ratio", 1, {0.01, 1});
  return limits;
}

const Threshold* FindThreshold(const AssignRule& rule, std::string_view name) {
  for (const CheckType* check : rule.checks) {
    for (const Threshold& threshold : check->thresholds) {
      if (threshold.name == name) return &threshold;
    }
  }
  return nullptr;
}

void CheckOrder(TomlTable& table, const Threshold& threshold, const ThresholdOverride& limits) {
  if (!limits.warning || !limits.critical) return;
  const bool above = threshold.direction == Threshold::Direction::kAbove;
  const bool ordered =
      above ? *limits.warning <= *limits.critical : *limits.warning >= *limits.critical;
  if (!ordered) {
    table.Problem("critical", Text{"critical comes before warning: nothing would ever be a warning",
                                   "严重阈值先于警告阈值：永远不会出现警告"});
  }
}

void ReadThresholds(TomlTable& table, AssignRule& rule) {
  TomlTable all = table.Table("thresholds");
  for (auto& [name, limits_table] : all.NamedTables()) {
    const ThresholdOverride limits = ReadOverride(limits_table);
    const Threshold* threshold = FindThreshold(rule, name);
    if (!threshold) {
      limits_table.Problem("", Format({"none of the rule's checks has a threshold '{}'",
                                       "该规则的检查项都没有阈值“{}”"},
                                      name));
      continue;
    }
    CheckOrder(limits_table, *threshold, limits);
    rule.thresholds.emplace(name, limits);
  }
}

const ParameterSpec* FindParameter(const CheckType& check, std::string_view name) {
  const auto found = std::find_if(check.parameters.begin(), check.parameters.end(),
                                  [name](const ParameterSpec& spec) { return spec.name == name; });
  return found == check.parameters.end() ? nullptr : &*found;
}

// Checked by the spec of every check that knows the parameter; one that none knows is a problem.
void CheckParameter(TomlTable& table, const AssignRule& rule, const std::string& name,
                    const ParameterValue& value) {
  std::vector<std::string_view> known;
  bool understood = false;
  for (const CheckType* check : rule.checks) {
    for (const ParameterSpec& spec : check->parameters) known.push_back(spec.name);
    const ParameterSpec* spec = FindParameter(*check, name);
    if (!spec) continue;
    understood = true;
    const auto good = CheckParameters(Parameters({{name, value}}), {spec, 1});
    if (!good) table.Problem(name, good.error().message());
  }
  if (understood) return;
  table.Problem(name, OrNearest(Format({"none of the rule's checks has this parameter",
                                        "该规则的检查项都没有这个参数"}),
                                NearestWord(name, known)));
}

void ReadParameters(TomlTable& table, AssignRule& rule) {
  TomlTable parameters = table.Table("parameters");
  std::map<std::string, ParameterValue, std::less<>> values;
  for (auto& [name, value] : parameters.Scalars()) {
    CheckParameter(parameters, rule, name, value);
    values.emplace(name, value);
  }
  rule.parameters = Parameters(std::move(values));
}

}  // namespace

AssignRule ReadAssignRule(TomlTable& table, const CheckMatcher& match,
                          std::set<std::string>& taken) {
  AssignRule rule;
  rule.name = ReadRuleName(table, taken);
  rule.hosts = ReadHostLabels(table);
  rule.checks = ReadChecks(table, match);
  rule.service = ReadService(table);
  ReadSchedule(table, rule);
  ReadParameters(table, rule);
  ReadThresholds(table, rule);
  return rule;
}

}  // namespace xunjian
