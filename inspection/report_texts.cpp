#include "inspection/report_texts.h"

#include <algorithm>

namespace xunjian {
namespace {

constexpr std::size_t kFirstThings = 5;

template <class... Args>
std::string Say(Language language, Text text, const Args&... args) {
  return Format(text, args...).In(language);
}

std::size_t CountOf(const Report& report, Risk risk) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(),
                    [risk](const Finding& finding) { return finding.risk == risk; }));
}

std::string CoverageText(const Report& report) {
  const Coverage& coverage = report.score.coverage;
  return Say(report.language,
             {"{} of {} checks answered ({:.0f} %)", "应检 {1} 项，实检 {0} 项（{2:.0f}%）"},
             coverage.answered, coverage.due, coverage.Percent());
}

std::string Overall(const Report& report) {
  return Say(report.language,
             {"Overall: {}. Score {} of 100; {}.", "总体评价：{}。得分 {}（满分 100）；{}。"},
             Label(report.score.grade).In(report.language), ScoreText(report.score),
             CoverageText(report));
}

std::string Risks(const Report& report) {
  return Say(report.language,
             {"Risks: high {}, medium {}, low {}, hints {}.",
              "风险：高 {} 项，中 {} 项，低 {} 项，提示 {} 项。"},
             CountOf(report, Risk::kHigh), CountOf(report, Risk::kMedium),
             CountOf(report, Risk::kLow), CountOf(report, Risk::kHint));
}

// The high risks, the first few by name.
std::string FirstThings(const Report& report) {
  std::string names;
  std::size_t named = 0;
  for (const Finding& finding : report.findings) {
    if (finding.risk != Risk::kHigh || named == kFirstThings) break;
    if (named++ > 0) names += report.language == Language::kChinese ? "；" : "; ";
    names += ObjectText(finding.row, report.language);
  }
  return Say(report.language, {"Handle at once: {}.", "必须立即处理：{}。"}, names);
}

}  // namespace

Facts CoverFacts(const Report& report) {
  const Language language = report.language;
  const auto say = [language](Text text) { return std::string(text.In(language)); };
  Facts facts = {{say({"Host", "主机"}), report.host}};
  if (!report.site.empty()) facts.emplace_back(say({"Site", "单位"}), report.site);
  facts.emplace_back(say({"Kind", "巡检类型"}), say({"inspection of one host", "单机巡检"}));
  facts.emplace_back(say({"Started", "巡检时间"}), FormatRfc3339(report.started_at));
  facts.emplace_back(say({"Ruler", "标准指纹"}), report.ruler);
  facts.emplace_back(say({"Made by", "生成工具"}), "xunjian " + report.tool_version);
  return facts;
}

std::vector<std::string> ConclusionLines(const Report& report) {
  const Score& score = report.score;
  std::vector<std::string> lines = {Overall(report)};
  if (score.coverage.ForReferenceOnly()) {
    lines.push_back(
        Say(report.language, {"The score is for reference only: coverage is under 90 %.",
                              "覆盖率低于 90%，得分仅供参考。"}));
  }
  if (score.low != score.high) {
    lines.push_back(
        Say(report.language,
            {"Without an answer: {} of the checks. The true score lies between {} and {}.",
             "{} 项检查没有得到结论，实际得分在 {} 与 {} 之间。"},
            score.coverage.due - score.coverage.answered, score.low, score.high));
  }
  lines.push_back(Risks(report));
  if (CountOf(report, Risk::kHigh) > 0) lines.push_back(FirstThings(report));
  return lines;
}

std::string ScoreText(const Score& score) {
  if (score.low == score.high) return fmt::format("{}", score.low);
  return fmt::format("{}–{}", score.low, score.high);
}

std::string WhyDeducted(const Deduction& deduction, Language language) {
  return Say(language, {"{} risk, items: {}", "{}风险，涉及 {} 个对象"},
             Label(deduction.risk).In(language), deduction.items);
}

std::string Lead(std::string_view label, Language language) {
  return Say(language, {"{}: ", "{}："}, label);
}

std::string ObjectText(const ReportRow& row, Language language) {
  std::string text = row.check;
  if (row.name != row.check) text = Say(language, {"{} ({})", "{}（{}）"}, row.name, row.check);
  if (!row.item.empty()) text += (text.ends_with("）") ? "" : " ") + row.item;
  return text;
}

std::string ThresholdText(const Finding& finding, Language language) {
  if (finding.threshold.empty()) return "—";
  if (finding.source.empty()) return finding.threshold;
  return Say(language, {"{}, from {}", "{}（来源：{}）"}, finding.threshold, finding.source);
}

std::vector<std::string> Signatories(Language language) {
  if (language == Language::kChinese) return {"巡检人", "复核人", "被巡检单位确认人"};
  return {"Inspected by", "Reviewed by", "Confirmed by the inspected unit"};
}

}  // namespace xunjian
