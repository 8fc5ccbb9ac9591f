#include "collector/escalation/read_escalation.h"

#include <algorithm>
#include <span>

#include "checks/api/check_type.h"
#include "collector/escalation/default_escalation.toml.h"
#include "collector/escalation/escalation_coverage.h"
#include "collector/escalation/read_clock_amount.h"
#include "collector/escalation/read_escalation_step.h"
#include "collector/escalation/read_escalation_tier.h"
#include "collector/escalation/read_grading.h"

namespace xunjian {
namespace {

// Coverage is looked at in the product of these.
constexpr std::size_t kMostPolicies = 100;
constexpr std::size_t kMostSites = 50;  // of one policy

NameSet FamilyNames() {
  NameSet names;
  for (const Family family : {Family::kHost, Family::kNetwork, Family::kOs, Family::kMiddleware,
                              Family::kDatabase, Family::kApplication, Family::kPlugin}) {
    names.emplace(ToString(family));
  }
  return names;
}

// Present but empty would cover all, which is not what anybody means by it.
std::set<std::string> ReadSet(TomlTable& table, std::string_view key) {
  const std::vector<std::string> list = table.Strings(key);
  if (table.Has(key) && list.empty()) {
    table.Problem(key, Text{"an empty list covers nothing; leave it out to cover all",
                            "空列表不匹配任何对象；要匹配全部请省略"});
  }
  return {list.begin(), list.end()};
}

void ReadSites(TomlTable& table, EscalationPolicy& policy) {
  policy.sites = ReadSet(table, "sites");
  if (policy.sites.count("") > 0) {
    table.Problem("sites", Text{"a site has a name", "单位名称不能为空"});
  }
  if (policy.sites.size() > kMostSites) {
    table.Problem("sites", Format({"at most {} sites", "最多 {} 个单位"}, kMostSites));
    policy.sites.clear();
  }
}

void ReadFamilies(TomlTable& table, EscalationPolicy& policy) {
  static const NameSet known = FamilyNames();
  for (const std::string& family : ReadSet(table, "families")) {
    CheckKnown(table, "families", {"family", "类别"}, family, known);
    if (known.count(family) > 0) policy.families.insert(family);
  }
}

void ReadGrades(TomlTable& table, EscalationPolicy& policy) {
  for (const std::string& word : ReadSet(table, "grades")) {
    if (const std::optional<IncidentGrade> grade = ParseGrade(word)) {
      policy.grades.insert(*grade);
    } else {
      table.Problem("grades", Text{"grades are \"I\", \"II\", \"III\" and \"IV\"",
                                   "级别只有“I”、“II”、“III”和“IV”"});
    }
  }
}

// Null when the names know none: Monday to Friday then.
const WorkingCalendar* ReadCalendar(TomlTable& table, const EscalationNames& names,
                                    EscalationPolicy& policy) {
  policy.calendar = table.String("calendar", "");
  const auto found = names.calendars.find(policy.calendar);
  if (found == names.calendars.end()) {
    NameSet known;
    for (const auto& [name, calendar] : names.calendars) known.insert(name);
    if (table.Has("calendar")) {
      CheckKnown(table, "calendar", {"calendar", "日历"}, policy.calendar, known);
    }
    return nullptr;
  }
  const std::optional<std::chrono::year> last = found->second.LastYear();
  if (last && *last < names.this_year) {
    table.Problem("calendar",
                  Format({"the data of calendar '{}' ended with {}", "日历“{}”的数据止于 {} 年"},
                         policy.calendar, static_cast<int>(*last)));
  }
  return &found->second;
}

EscalationPolicy ReadPolicy(TomlTable& table, const EscalationNames& names,
                            std::set<std::string>& taken) {
  static const WorkingCalendar kMondayToFriday;
  EscalationPolicy policy;
  policy.name = table.RequiredName("name", taken,
                                   {"there is another policy of this name", "另有同名的升级策略"});
  ReadSites(table, policy);
  ReadFamilies(table, policy);
  ReadGrades(table, policy);
  const WorkingCalendar* calendar = ReadCalendar(table, names, policy);
  policy.restore = ReadGoal(table, "restore");
  policy.working_time = table.Boolean("working_time", false);
  policy.tiers = ReadEscalationTiers(table, names, calendar ? *calendar : kMondayToFriday);
  policy.fallback = ReadTargets(table, "fallback", names);
  if (policy.fallback.empty()) {
    policy.fallback = {{EscalationTarget::Kind::kRole, "leader"},
                       {EscalationTarget::Kind::kRole, "admin"}};
  }
  return policy;
}

// One problem a grade: the first of its gaps and how many there are.
void NoteGaps(TomlTable& table, std::span<const CoverageGap> gaps) {
  while (!gaps.empty()) {
    const CoverageGap& first = gaps.front();
    const auto same = static_cast<std::size_t>(
        std::count_if(gaps.begin(), gaps.end(),
                      [&](const CoverageGap& gap) { return gap.grade == first.grade; }));
    const Message what = Describe(first);
    const Message more =
        same == 1 ? Message{} : Format({", nor {} more cases", "，另有 {} 种情况"}, same - 1);
    table.Problem("", Message{fmt::format("no policy covers {}{}", what.en, more.en),
                              fmt::format("没有策略适用于{}{}", what.zh, more.zh)});
    gaps = gaps.subspan(same);
  }
}

void NoteUnused(TomlTable& table, const EscalationPolicy& policy, const Coverage& coverage) {
  if (coverage.unused.count(policy.name) == 0) return;
  table.Problem("name", Text{"never used: the policies before it cover all of its incidents",
                             "永远不会被使用：前面的策略已覆盖它的全部事件"});
}

std::vector<EscalationPolicy> ReadPolicies(std::vector<TomlTable>& tables,
                                           const EscalationNames& names) {
  std::vector<EscalationPolicy> policies;
  if (tables.size() > kMostPolicies) {
    tables.back().Problem("", Format({"at most {} policies", "最多 {} 个升级策略"}, kMostPolicies));
    return policies;
  }
  std::set<std::string> taken;
  for (TomlTable& table : tables) policies.push_back(ReadPolicy(table, names, taken));
  const Coverage coverage = FindCoverage(policies);
  NoteGaps(tables.front(), coverage.gaps);
  for (std::size_t i = 0; i < tables.size(); ++i) NoteUnused(tables[i], policies[i], coverage);
  return policies;
}

}  // namespace

EscalationRules ReadEscalation(TomlTable& root, const EscalationNames& names) {
  std::vector<TomlTable> tables = root.Tables("escalation");
  EscalationRules rules =
      tables.empty() ? DefaultEscalation() : EscalationRules{ReadPolicies(tables, names), {}};
  rules.grading = ReadGrading(root);
  return rules;
}

std::string_view DefaultEscalationText() { return kDefaultEscalation; }

EscalationRules DefaultEscalation() {
  Result<TomlFile> file = TomlFile::Parse(kDefaultEscalation, "default_escalation.toml");
  TomlTable root = file.value().root();
  root.RequiredString("schema");
  std::vector<TomlTable> tables = root.Tables("escalation");
  EscalationRules rules{ReadPolicies(tables, BuiltInNames()), {}};
  file->Finish().value();
  return rules;
}

}  // namespace xunjian
