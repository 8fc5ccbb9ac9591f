#include <fmt/format.h>

#include "inspection/report_texts.h"
#include "inspection/report_writers.h"
#include "inspection/text/escape.h"
#include "report.css.h"

namespace xunjian {
namespace {

std::string_view ClassOf(Grade grade) {
  switch (grade) {
    case Grade::kHealthy:
      return "healthy";
    case Grade::kMostlyHealthy:
      return "mostly-healthy";
    case Grade::kSubHealthy:
      return "sub-healthy";
    case Grade::kAtRisk:
      return "at-risk";
  }
  return "";
}

// The outcome whose colour a risk borrows.
std::string_view ClassOf(Risk risk) {
  if (risk == Risk::kHigh) return ToString(Outcome::kCritical);
  return ToString(risk >= Risk::kLow ? Outcome::kWarning : Outcome::kInfo);
}

// A cell's content, already escaped.
struct Markup {
  std::string html;
};

class HtmlWriter {
 public:
  explicit HtmlWriter(const Report& report) : report_(report) {}

  std::string Write() {
    Head();
    Cover();
    Conclusion();
    Overview();
    Findings();
    AllChecks();
    NotRun();
    Signatures();
    text_ += "</body>\n</html>\n";
    return std::move(text_);
  }

 private:
  // A fixed text of ours in the report's language.
  std::string In(Text text) const { return EscapeMarkup(text.In(report_.language)); }

  void Head() {
    const bool chinese = report_.language == Language::kChinese;
    text_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<title>{} {}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        chinese ? "zh-CN" : "en", In(heading::kTitle), EscapeMarkup(report_.host), kReportCss);
  }

  void Cover() {
    text_ += fmt::format("<header>\n<h1>{}</h1>\n<p>{}</p>\n<dl>\n", In(heading::kTitle),
                         EscapeMarkup(report_.host));
    for (const auto& [label, value] : CoverFacts(report_)) Fact(label, value);
    text_ += "</dl>\n</header>\n";
  }

  void Fact(const std::string& label, const std::string& value) {
    text_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", EscapeMarkup(label), EscapeMarkup(value));
  }

  void Section(Text title) { text_ += fmt::format("<section>\n<h2>{}</h2>\n", In(title)); }
  void EndSection() { text_ += "</section>\n"; }

  void Headings(std::initializer_list<Text> titles) {
    text_ += "<table>\n<thead><tr>";
    for (const Text& title : titles) text_ += fmt::format("<th>{}</th>", In(title));
    text_ += "</tr></thead>\n<tbody>\n";
  }

  void Row(std::initializer_list<Markup> cells) {
    text_ += "<tr>";
    for (const Markup& cell : cells) text_ += fmt::format("<td>{}</td>", cell.html);
    text_ += "</tr>\n";
  }
  void EndTable() { text_ += "</tbody>\n</table>\n"; }

  static Markup Plain(std::string_view text) { return {EscapeMarkup(text)}; }
  Markup Mark(Outcome outcome) const {
    return {
        fmt::format("<span class=\"mark {}\">{}</span>", ToString(outcome), In(Label(outcome)))};
  }
  static Markup CheckCell(const ReportRow& row) {
    return {fmt::format("{}<small>{}</small>", EscapeMarkup(row.name), EscapeMarkup(row.check))};
  }

  void Conclusion() {
    Section(heading::kConclusion);
    text_ += fmt::format("<div class=\"verdict {}\">\n<strong>{}</strong>\n<ul>\n",
                         ClassOf(report_.score.grade), ScoreText(report_.score));
    for (const std::string& line : ConclusionLines(report_)) {
      text_ += fmt::format("<li>{}</li>\n", EscapeMarkup(line));
    }
    text_ += "</ul>\n</div>\n";
    if (!report_.score.deductions.empty()) Deductions();
    EndSection();
  }

  void Deductions() {
    text_ += fmt::format("<h3>{}</h3>\n", In(heading::kDeductions));
    Headings({label::kCheck, label::kPoints, label::kReason});
    for (const Deduction& deduction : report_.score.deductions) {
      Row({Plain(deduction.check), Plain(fmt::format("−{}", deduction.points)),
           Plain(WhyDeducted(deduction, report_.language))});
    }
    EndTable();
  }

  void Overview() {
    Section(heading::kOverview);
    text_ += fmt::format("<table class=\"heat\">\n<thead><tr><th>{}</th>", In(label::kFamily));
    for (std::size_t i = 0; i < kAspects; ++i) {
      text_ += fmt::format("<th>{}</th>", In(Label(static_cast<Aspect>(i))));
    }
    text_ += "</tr></thead>\n<tbody>\n";
    for (const OverviewLine& line : report_.overview) OverviewRow(line);
    EndTable();
    EndSection();
  }

  void OverviewRow(const OverviewLine& line) {
    text_ += fmt::format("<tr><th>{}</th>", In(Label(line.family)));
    for (const OverviewCell& cell : line.cells) {
      text_ += cell.rows == 0 ? std::string("<td>—</td>")
                              : fmt::format("<td class=\"{}\">{} ({})</td>", ToString(cell.worst),
                                            In(Label(cell.worst)), cell.rows);
    }
    text_ += "</tr>\n";
  }

  void Findings() {
    Section(heading::kFindings);
    if (report_.findings.empty()) text_ += fmt::format("<p>{}</p>\n", In(label::kNoFindings));
    std::size_t number = 0;
    for (const Finding& finding : report_.findings) FindingBox(finding, ++number);
    EndSection();
  }

  void FindingBox(const Finding& finding, std::size_t number) {
    const auto say = [this](Text text) { return std::string(text.In(report_.language)); };
    text_ += fmt::format(
        "<div class=\"finding\">\n<h3>{}. <span class=\"{}\">[{}]</span> {}</h3>\n<dl>\n", number,
        ClassOf(finding.risk), In(Label(finding.risk)),
        EscapeMarkup(ObjectText(finding.row, report_.language)));
    Fact(say(label::kReading), finding.row.summary);
    Fact(say(label::kThreshold), ThresholdText(finding, report_.language));
    if (!finding.why.empty()) Fact(say(label::kEffect), finding.why);
    if (!finding.advice.empty()) Fact(say(label::kAdvice), finding.advice);
    text_ += "</dl>\n</div>\n";
  }

  void Rows(const std::vector<ReportRow>& rows, Text last_heading) {
    Headings({label::kOutcome, label::kCheck, label::kItem, last_heading});
    for (const ReportRow& row : rows) {
      Row({Mark(row.outcome), CheckCell(row), Plain(row.item), Plain(row.summary)});
    }
    EndTable();
  }

  void AllChecks() {
    Section(heading::kAllChecks);
    Rows(report_.rows, label::kReading);
    EndSection();
  }

  void NotRun() {
    Section(heading::kNotRun);
    if (report_.not_run.empty()) {
      text_ += fmt::format("<p>{}</p>\n", In(label::kNothing));
    } else {
      Rows(report_.not_run, label::kReason);
    }
    EndSection();
  }

  void Signatures() {
    Section(heading::kSignatures);
    text_ += "<div class=\"signatures\">\n";
    for (const std::string& who : Signatories(report_.language)) {
      text_ += fmt::format("<p>{}</p>\n", EscapeMarkup(who));
    }
    text_ += "</div>\n";
    EndSection();
  }

  const Report& report_;
  std::string text_;
};

}  // namespace

std::string WriteHtml(const Report& report) { return HtmlWriter(report).Write(); }

}  // namespace xunjian
