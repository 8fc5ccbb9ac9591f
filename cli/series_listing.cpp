#include "cli/series_listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"

namespace xunjian {
namespace {

std::string Percent(std::uint64_t part, std::uint64_t whole) {
  const auto counted = static_cast<double>(std::min(part, whole));
  return fmt::format("{:.1f} %", 100 * counted / static_cast<double>(whole));
}

std::string CoverageLine(const SeriesDocument& document, Language language) {
  const SeriesSummary& all = document.summary;
  const auto silences = all.silences.size();
  if (all.expected && *all.expected > 0) {
    return Format({"coverage {0}: {1} of about {2} results (interval {3}), gaps: {4}",
                   "覆盖率 {0}：约 {2} 次应有结果中得到 {1} 次（间隔 {3}），{4} 处缺口"},
                  Percent(all.answered, *all.expected), all.answered, *all.expected,
                  FormatDuration(*document.span.interval), silences)
        .In(language);
  }
  if (!all.step) {
    return Format({"{0} results, {1} answered; the interval is not known, so neither are gaps",
                   "结果 {0} 次，其中有效 {1} 次；执行间隔未知，无法判断缺口"},
                  all.results, all.answered)
        .In(language);
  }
  return Format({"{0} results, {1} answered; coverage is not known: the policy in force has no one "
                 "interval for them. Gaps, judged by the usual distance of {3}: {2}",
                 "结果 {0} 次，其中有效 {1} 次；现行策略没有统一的执行间隔，覆盖率未知。按通常间隔 "
                 "{3} 判断，缺口 {2} 处"},
                all.results, all.answered, silences, FormatDuration(*all.step))
      .In(language);
}

std::vector<Cell> SilenceRow(const SeriesSilence& silence, Language language) {
  const Message how_long = silence.missing
                               ? Format({"nothing was heard for {0}, about {1} results are missing",
                                         "{0} 内没有结果，约缺 {1} 次"},
                                        FormatDuration(std::chrono::floor<std::chrono::seconds>(
                                            silence.until - silence.since)),
                                        *silence.missing)
                               : Format({"nothing was heard", "没有结果"});
  return {std::string("-"), GapTerm(language), silence.since,
          silence.until,    std::monostate(),  std::string(how_long.In(language))};
}

// Runs and silences in the order of their beginnings.
Listing RunListing(const SeriesSummary& summary, const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  Listing listing{.schema = "xunjian.history/1",
                  .key = "runs",
                  .columns = {{"item", {"ITEM", "对象"}},
                              {"outcome", {"OUTCOME", "结论"}},
                              {"since", {"SINCE", "起始"}},
                              {"until", {"UNTIL", "截止"}},
                              {"results", {"RESULTS", "次数"}},
                              {"reason", {"REASON", "原因"}}}};
  auto silence = summary.silences.begin();
  for (const OutcomeRun& run : summary.runs) {
    for (; silence != summary.silences.end() && silence->since < run.since; ++silence) {
      listing.rows.push_back(SilenceRow(*silence, language));
    }
    listing.rows.push_back({run.item, TermOf(run.outcome, language), run.since, run.until,
                            run.results, ReasonOf(run, surroundings)});
  }
  for (; silence != summary.silences.end(); ++silence) {
    listing.rows.push_back(SilenceRow(*silence, language));
  }
  return listing;
}

std::string_view WhyLost(GapReason reason, Language language) {
  switch (reason) {
    case GapReason::kCap:
      return Text{"the host had no room for them while the collector was away",
                  "采集中心不可达期间，主机本地队列空间不足"}
          .In(language);
    case GapReason::kDamage:
      return Text{"the host's queue was damaged", "主机本地队列损坏"}.In(language);
    case GapReason::kRejected:
      return Text{"the collector refused them; its log says why", "被采集中心拒收，原因见其日志"}
          .In(language);
    case GapReason::kHistory:
      return Text{"the collector's disk was damaged", "采集器磁盘损坏"}.In(language);
    case GapReason::kVoid:
      break;
  }
  return Text{"nothing is missing", "没有缺失"}.In(language);
}

std::string WhyAndWhose(const GapRow& gap, Language language) {
  const bool of_anybody = gap.reason == GapReason::kHistory && gap.epoch == 0;
  const Text whose =
      of_anybody ? Text{"; of which host is not known", "；属于哪台主机未知"} : Text{};
  return std::string(WhyLost(gap.reason, language)).append(whose.In(language));
}

Cell CountCell(std::uint64_t count, Language language) {
  if (count != 0) return count;
  return std::string(Text{"not known", "未知"}.In(language));
}

Cell TimeCell(Timestamp at) { return at == Timestamp{} ? Cell(std::string("-")) : Cell(at); }

// What the host accounts for: of any of its checks.
Listing LostListing(const std::vector<GapRow>& lost, Language language) {
  Listing listing{
      .key = "lost",
      .columns = {{"results", {"LOST RESULTS", "丢失结果数"}},
                  {"since", {"SINCE", "起始"}},
                  {"until", {"UNTIL", "截止"}},
                  {"reason", {"WHY (of any check of the host)", "原因（该主机任意检查项）"}}}};
  for (const GapRow& gap : lost) {
    listing.rows.push_back({CountCell(gap.count, language), TimeCell(gap.first_at),
                            TimeCell(gap.last_at), WhyAndWhose(gap, language)});
  }
  return listing;
}

Listing MetricListing(const SeriesSummary& summary, Language language) {
  Listing listing{.key = "metrics",
                  .columns = {{"item", {"ITEM", "对象"}},
                              {"metric", {"METRIC", "指标"}},
                              {"min", {"MIN", "最小"}},
                              {"mean", {"MEAN", "平均"}},
                              {"max", {"MAX", "最大"}},
                              {"samples", {"SAMPLES", "样本数"}}}};
  for (const MetricSummary& metric : summary.metrics) {
    listing.rows.push_back({metric.item, metric.name,
                            FormatQuantity(metric.least, metric.unit, language),
                            FormatQuantity(metric.mean(), metric.unit, language),
                            FormatQuantity(metric.most, metric.unit, language), metric.samples});
  }
  return listing;
}

std::string HistoryText(const SeriesDocument& document, const Surroundings& surroundings) {
  const Console& console = surroundings.console;
  std::string text =
      CoverageLine(document, console.language) + "\n\n" +
      ListingTable(RunListing(document.summary, surroundings), console.language, console.style);
  if (!document.lost.empty()) {
    text += "\n" + ListingTable(LostListing(document.lost, console.language), console.language,
                                console.style);
  }
  if (!document.summary.metrics.empty()) {
    text += "\n" + ListingTable(MetricListing(document.summary, console.language), console.language,
                                console.style);
  }
  return text + HistoryCharts(document, console);
}

}  // namespace

Term GapTerm(Language language) {
  return {"gap", std::string(Text{"GAP", "缺口"}.In(language)), Colour::kMagenta};
}

std::string ReasonOf(const OutcomeRun& run, const Surroundings& surroundings) {
  return RenderReason(surroundings.FindCheck(run.check), run.code, run.arguments,
                      surroundings.console.language);
}

std::string RenderHistory(const SeriesDocument& document, ListingFormat format,
                          const Surroundings& surroundings) {
  return format == ListingFormat::kJson ? HistoryJson(document, surroundings)
                                        : HistoryText(document, surroundings);
}

}  // namespace xunjian
