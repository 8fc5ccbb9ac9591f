#include "inspection/report_model.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "checks/api/reasons.h"
#include "inspection/finding.h"

namespace xunjian {
namespace {

// Adds the rows of one result after another to a report.
class ReportBuilder {
 public:
  ReportBuilder(Report& report, const FindCheckFunction& find_check, ObjectClass object_class)
      : report_(report), find_check_(find_check), object_class_(object_class) {}

  void Add(const CheckResult& result) {
    const CheckType* check = find_check_(result.check);
    for (const ItemResult& item : result.items) AddRow(result, item, check);
    if (result.items.empty()) AddRow(result, SilentItem(), check);
  }

 private:
  // A result without items still has to show up: as what it is, not known.
  static ItemResult SilentItem() {
    return {.outcome = Outcome::kUnknown, .code = std::string(reason::kNotJudged)};
  }

  ReportRow MakeRow(const CheckResult& result, const ItemResult& item,
                    const CheckType* check) const {
    ReportRow row{.check = result.check,
                  .name = check ? std::string(check->name.In(report_.language)) : result.check,
                  .item = item.observed.item,
                  .outcome = item.outcome,
                  .code = item.code,
                  .metrics = item.readings,
                  .duration = result.duration};
    row.summary = RenderReason(check, item.code, item.arguments, report_.language);
    for (const Metric& metric : item.observed.metrics) row.metrics.push_back(metric);
    return row;
  }

  void AddRow(const CheckResult& result, const ItemResult& item, const CheckType* check) {
    const ReportRow row = MakeRow(result, item, check);
    ++report_.counts[row.outcome];
    if (check) AddToOverview(*check, row.outcome);
    if (!IsHealth(row.outcome)) report_.not_run.push_back(row);
    const Risk risk = RiskOf(row.outcome, object_class_);
    if (risk != Risk::kNone) {
      report_.findings.push_back(MakeFinding(row, item.arguments, risk, check, report_.language));
    }
    report_.rows.push_back(row);
  }

  void AddToOverview(const CheckType& check, Outcome outcome) {
    auto line = std::find_if(report_.overview.begin(), report_.overview.end(),
                             [&](const OverviewLine& each) { return each.family == check.family; });
    if (line == report_.overview.end()) {
      line = report_.overview.insert(line, OverviewLine{.family = check.family});
    }
    OverviewCell& cell = line->cells[static_cast<std::size_t>(check.aspect)];
    cell.worst = cell.rows == 0 ? outcome : Worse(cell.worst, outcome);
    ++cell.rows;
  }

  Report& report_;
  const FindCheckFunction& find_check_;
  ObjectClass object_class_;
};

// The order in which checks ran does not count, nor does a check that ran twice alike.
std::string RulerOfAll(std::span<const CheckResult> results) {
  std::set<std::pair<std::string, std::string>> rulers;
  for (const CheckResult& result : results) rulers.emplace(result.check, result.ruler);
  std::string text;
  for (const auto& [check, ruler] : rulers) text += check + "=" + ruler + "\n";
  return Sha256Hex(text).substr(0, 16);
}

void Sort(Report& report) {
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.risk > b.risk; });
  std::sort(report.overview.begin(), report.overview.end(),
            [](const OverviewLine& a, const OverviewLine& b) { return a.family < b.family; });
}

}  // namespace

Report BuildReport(const ReportInput& input, const FindCheckFunction& find_check,
                   Language language) {
  const ObjectClass object_class = ObjectClassOf(input.labels);
  Report report{.language = language,
                .host = input.host,
                .site = input.site,
                .started_at = input.started_at,
                .ruler = RulerOfAll(input.results),
                .tool_version = input.tool_version,
                .score = ScoreOf(input.results, object_class)};
  for (const Outcome outcome : kAllOutcomes) report.counts[outcome] = 0;
  ReportBuilder builder(report, find_check, object_class);
  for (const CheckResult& result : input.results) builder.Add(result);
  Sort(report);
  return report;
}

}  // namespace xunjian
