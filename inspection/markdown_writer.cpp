#include <fmt/format.h>

#include "inspection/report_texts.h"
#include "inspection/report_writers.h"
#include "inspection/text/escape.h"

namespace xunjian {
namespace {

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Report& report) : report_(report) {}

  std::string Write() {
    text_ = fmt::format("# {}{}\n\n", Lead(In(heading::kTitle), report_.language),
                        EscapeMarkdown(report_.host));
    Cover();
    Conclusion();
    Overview();
    Findings();
    AllChecks();
    NotRun();
    Signatures();
    return std::move(text_);
  }

 private:
  std::string In(Text text) const { return std::string(text.In(report_.language)); }

  void Section(Text title) { text_ += fmt::format("\n## {}\n\n", In(title)); }

  // Cells are escaped here, headings too.
  void Row(std::initializer_list<std::string> cells) {
    for (const std::string& cell : cells) text_ += "| " + EscapeMarkdown(cell) + " ";
    text_ += "|\n";
  }

  void Headings(std::initializer_list<std::string> cells) {
    Row(cells);
    for (std::size_t i = 0; i < cells.size(); ++i) text_ += "| --- ";
    text_ += "|\n";
  }

  void Cover() {
    for (const auto& [label, value] : CoverFacts(report_)) {
      text_ += "- " + Lead("**" + label + "**", report_.language) + EscapeMarkdown(value) + "\n";
    }
  }

  void Conclusion() {
    Section(heading::kConclusion);
    for (const std::string& line : ConclusionLines(report_)) {
      text_ += "- " + EscapeMarkdown(line) + "\n";
    }
    if (report_.score.deductions.empty()) return;
    text_ += fmt::format("\n### {}\n\n", In(heading::kDeductions));
    Headings({In(label::kCheck), In(label::kPoints), In(label::kReason)});
    for (const Deduction& deduction : report_.score.deductions) {
      Row({deduction.check, fmt::format("-{}", deduction.points),
           WhyDeducted(deduction, report_.language)});
    }
  }

  void Overview() {
    Section(heading::kOverview);
    text_ += "| " + In(label::kFamily) + " ";
    for (std::size_t i = 0; i < kAspects; ++i) {
      text_ += "| " + In(Label(static_cast<Aspect>(i))) + " ";
    }
    text_ += "|\n| ---";
    for (std::size_t i = 0; i < kAspects; ++i) text_ += " | ---";
    text_ += " |\n";
    for (const OverviewLine& line : report_.overview) OverviewRow(line);
  }

  void OverviewRow(const OverviewLine& line) {
    text_ += "| " + In(Label(line.family)) + " ";
    for (const OverviewCell& cell : line.cells) {
      text_ += cell.rows == 0 ? std::string("| — ")
                              : fmt::format("| {} ({}) ", In(Label(cell.worst)), cell.rows);
    }
    text_ += "|\n";
  }

  void Findings() {
    Section(heading::kFindings);
    if (report_.findings.empty()) {
      text_ += In(label::kNoFindings) + "\n";
      return;
    }
    Headings({In(label::kNumber), In(label::kRisk), In(label::kCheck), In(label::kItem),
              In(label::kReading), In(label::kThreshold), In(label::kEffect), In(label::kAdvice)});
    std::size_t number = 0;
    for (const Finding& finding : report_.findings) {
      Row({fmt::to_string(++number), In(Label(finding.risk)),
           finding.row.name + " " + finding.row.check, finding.row.item, finding.row.summary,
           ThresholdText(finding, report_.language), finding.why, finding.advice});
    }
  }

  void Rows(const std::vector<ReportRow>& rows, Text last_heading) {
    Headings({In(label::kOutcome), In(label::kCheck), In(label::kItem), In(last_heading)});
    for (const ReportRow& row : rows) {
      Row({In(Label(row.outcome)), row.name + " " + row.check, row.item, row.summary});
    }
  }

  void AllChecks() {
    Section(heading::kAllChecks);
    Rows(report_.rows, label::kReading);
  }

  void NotRun() {
    Section(heading::kNotRun);
    if (report_.not_run.empty()) {
      text_ += In(label::kNothing) + "\n";
    } else {
      Rows(report_.not_run, label::kReason);
    }
  }

  void Signatures() {
    Section(heading::kSignatures);
    for (const std::string& who : Signatories(report_.language)) {
      text_ += "- " + Lead(who, report_.language) + "____________________\n";
    }
  }

  const Report& report_;
  std::string text_;
};

}  // namespace

std::string WriteMarkdown(const Report& report) { return MarkdownWriter(report).Write(); }

}  // namespace xunjian
