#include <fmt/format.h>

#include "base/utf8.h"
#include "inspection/outcome_colour.h"
#include "inspection/report_texts.h"
#include "inspection/report_writers.h"
#include "inspection/text/text_table.h"
#include "inspection/text/text_width.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 2048;

class TableWriter {
 public:
  TableWriter(const Report& report, const TerminalStyle& style) : report_(report), style_(style) {}

  std::string Write() {
    text_ = Paint(In(heading::kTitle), Colour::kBold, style_) + "\n";
    Cover();
    Conclusion();
    Overview();
    Findings();
    AllChecks();
    NotRun();
    return std::move(text_);
  }

 private:
  std::string In(Text text) const { return std::string(text.In(report_.language)); }

  void Section(Text title) {
    text_ += "\n" + Paint("== " + In(title) + " ==", Colour::kBold, style_) + "\n";
  }

  // `value` after `lead`, wrapped beside it; `value` is cleaned here.
  void Fact(const std::string& lead, const std::string& value, Colour colour = Colour::kPlain) {
    const std::size_t column = DisplayWidth(lead);
    const std::size_t width = style_.width > column + 20 ? style_.width - column : 0;
    bool first = true;
    for (const std::string& line : WrapText(CleanLine(value, kMostBytes), width)) {
      text_ += (std::exchange(first, false) ? lead : std::string(column, ' ')) +
               Paint(line, colour, style_) + "\n";
    }
  }

  void Indented(Text label, const std::string& value) {
    Fact("   " + Lead(In(label), report_.language), value);
  }

  void Cover() {
    for (const auto& [label, value] : CoverFacts(report_))
      Fact(Lead(label, report_.language), value);
  }

  void Conclusion() {
    Section(heading::kConclusion);
    for (const std::string& line : ConclusionLines(report_)) Fact("", line);
    for (const Deduction& deduction : report_.score.deductions) {
      Fact(fmt::format("{:>4} ", -deduction.points),
           Lead(deduction.check, report_.language) + WhyDeducted(deduction, report_.language));
    }
  }

  void Overview() {
    Section(heading::kOverview);
    std::vector<TableColumn> columns = {{In(label::kFamily)}};
    for (std::size_t i = 0; i < kAspects; ++i)
      columns.push_back({In(Label(static_cast<Aspect>(i)))});
    TextTable table(std::move(columns));
    for (const OverviewLine& line : report_.overview) {
      std::vector<TableCell> cells = {{In(Label(line.family))}};
      for (const OverviewCell& cell : line.cells) {
        if (cell.rows == 0) {
          cells.emplace_back("—", Colour::kFaint);
        } else {
          cells.emplace_back(In(Label(cell.worst)), ColourOf(cell.worst));
        }
      }
      table.AddRow(std::move(cells));
    }
    text_ += table.Render(style_);
  }

  void Findings() {
    Section(heading::kFindings);
    if (report_.findings.empty()) text_ += In(label::kNoFindings) + "\n";
    std::size_t number = 0;
    for (const Finding& finding : report_.findings) {
      const std::string risk = In(Label(finding.risk));
      Fact(fmt::format("{}. [{}] ", ++number, risk), ObjectText(finding.row, report_.language),
           ColourOf(finding.risk));
      Indented(label::kReading, finding.row.summary);
      if (!finding.threshold.empty()) {
        Indented(label::kThreshold, ThresholdText(finding, report_.language));
      }
      if (!finding.advice.empty()) Indented(label::kAdvice, finding.advice);
    }
  }

  void Rows(const std::vector<ReportRow>& rows, Text last_heading) {
    TextTable table(
        {{In(label::kOutcome)}, {In(label::kCheck)}, {In(label::kItem)}, {In(last_heading)}});
    for (const ReportRow& row : rows) {
      const Colour colour = ColourOf(row.outcome);
      table.AddRow({{In(Label(row.outcome)), colour}, {row.check}, {row.item}, {row.summary}});
    }
    text_ += table.Render(style_);
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

  const Report& report_;
  const TerminalStyle& style_;
  std::string text_;
};

}  // namespace

std::string WriteTable(const Report& report, const TerminalStyle& style) {
  return TableWriter(report, style).Write();
}

}  // namespace xunjian
