#include "cli/commands.h"
#include "cli/follow.h"
#include "cli/option_values.h"
#include "cli/series_listing.h"

namespace xunjian {
namespace {

// What one command keeps in memory; about two years of a check that runs every two minutes.
constexpr std::size_t kMostResults = 500'000;

struct Options {
  std::string host;
  std::string check;
  std::string assignment;
  std::string item;
  std::string since = "24h";
  std::string until;
  bool follow = false;
  std::string format;
};

Result<void> CheckWhich(const Options& options) {
  if (options.check.empty() && options.assignment.empty()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"say which: --check ID, such as host.perf.fs_space, or --assignment ID",
                      "请指定 --check（如 host.perf.fs_space）或 --assignment"});
  }
  if (options.check.find_first_of("*?[") != std::string::npos) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"--check is one check here, without wildcards; the checks of a host: "
         "xunjian result list --host {}",
         "--check 在此只能是一个检查项，不可用通配符；主机的检查项请看：xunjian result "
         "list --host {}"},
        options.host);
  }
  return Ok();
}

Result<SeriesSpan> SpanOf(const Options& options, const Clock& clock) {
  const auto since = ParseMoment("--since", options.since, clock);
  if (!since) return since.error();
  const auto until = ParseMoment("--until", options.until, clock);
  if (!until) return until.error();
  const SeriesSpan span{.since = since->value_or(clock.Now() - std::chrono::hours(24)),
                        .until = until->value_or(clock.Now())};
  if (span.since < span.until) return span;
  return MakeError(
      ErrorCode::kInvalidArgument,
      {"--since {} lies behind --until {}; exchange them", "--since {} 晚于 --until {}；请对调"},
      FormatRfc3339(span.since), FormatRfc3339(span.until));
}

// Asks for a series page by page, and later for what came since.
class SeriesTurner {
 public:
  SeriesTurner(OperatorApi& collector, SeriesQuery query)
      : collector_(collector), query_(std::move(query)) {}

  Result<SeriesColumns> Next() {
    auto page = collector_.ReadSeries(kNoActor, query_);
    if (!page) return page.error();
    if (query_.with_interval) interval_ = page->interval;
    if (!query_.after) lost_ = std::move(page->gaps);
    query_.with_interval = false;
    auto columns = SeriesColumns::Parse(page->columns);
    if (!columns) return columns.error();
    at_end_ = !page->next;
    query_.after = page->next;
    query_.until_commit = page->as_of_commit;
    if (columns->size() > 0) newest_ = columns->ViewOf(columns->size() - 1).observed_at;
    return columns;
  }

  // The next pages are of what the collector took since, however old it is: after a cut, results
  // come later than newer ones.
  void GoOn() {
    query_.after.reset();
    query_.until.reset();
    query_.after_commit = std::exchange(query_.until_commit, 0);
    if (newest_) known_until_ = std::max(known_until_, *newest_);
  }

  // Of all results before the last GoOn.
  Timestamp known_until() const { return known_until_; }

  bool at_end() const { return at_end_; }
  const std::optional<Duration>& interval() const { return interval_; }
  const std::vector<GapRow>& lost() const { return lost_; }  // newest first

 private:
  OperatorApi& collector_;
  SeriesQuery query_;
  std::optional<Duration> interval_;
  std::vector<GapRow> lost_;
  std::optional<Timestamp> newest_;
  Timestamp known_until_{};
  bool at_end_ = false;
};

Result<void> PrintCsv(CommandContext& context, const std::string& host, SeriesTurner& series) {
  for (bool first = true; first || !series.at_end(); first = false) {
    const auto page = series.Next();
    if (!page) return page.error();
    context.Print(SampleCsv(host, *page, first));
  }
  return Ok();
}

Result<void> PrintSummary(CommandContext& context, const Options& options, const SeriesSpan& span,
                          ListingFormat format, SeriesTurner& series) {
  SeriesDocument document{.host = options.host, .span = span};
  std::size_t results = 0;
  while (!series.at_end()) {
    auto page = series.Next();
    if (!page) return page.error();
    results += page->size();
    if (results > kMostResults) {
      return MakeError(
          ErrorCode::kInvalidArgument,
          {"these are more than {} results: give a shorter span (--since, --until), or "
           "take them as they are with -o csv",
           "结果超过 {} 条：请缩短时间范围（--since、--until），或用 -o csv 逐条导出"},
          kMostResults);
    }
    document.pages.push_back(*std::move(page));
  }
  document.span.interval = series.interval();
  document.lost.assign(series.lost().rbegin(), series.lost().rend());
  document.summary = Summarise(document.pages, document.span);
  context.Print(RenderHistory(document, format, context.world()));
  return Ok();
}

Result<void> PrintNew(CommandContext& context, const std::string& host, ListingFormat format,
                      SeriesTurner& series) {
  series.GoOn();
  do {
    const auto page = series.Next();
    if (!page) return page.error();
    if (page->size() == 0) return Ok();
    context.Print(format == ListingFormat::kCsv
                      ? SampleCsv(host, *page, false)
                      : NewResults(host, *page, series.known_until(), context.world()));
  } while (!series.at_end());
  return Ok();
}

Result<int> History(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  if (const auto which = CheckWhich(options); !which) return which.error();
  if (options.follow) {
    if (const auto fits = CheckFollow(*format, options.until); !fits) return fits.error();
  }
  const auto span = SpanOf(options, context.world().clock);
  if (!span) return span.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  SeriesTurner series(**collector, SeriesQuery{.host = options.host,
                                               .assignment = options.assignment,
                                               .check = options.check,
                                               .item = options.item,
                                               .since = span->since,
                                               .until = span->until,
                                               .with_interval = *format != ListingFormat::kCsv});
  const auto printed = *format == ListingFormat::kCsv
                           ? PrintCsv(context, options.host, series)
                           : PrintSummary(context, options, *span, *format, series);
  if (!printed) return printed.error();
  if (!options.follow) return 0;
  return Follow(context, [&] { return PrintNew(context, options.host, *format, series); });
}

}  // namespace

void AddResultHistoryCommand(ContextTree& tree) {
  auto options = std::make_shared<Options>();
  tree.Add(
          "result history",
          {{"one check of one host over time: changes of outcome, gaps, coverage, numbers, and a "
            "chart on a terminal",
            "一台主机某个检查项的历史：结论变化、缺口、覆盖率、数值统计，终端上附图表"},
           {{"xunjian --dir D result history --host web1 --check host.perf.fs_space --item /data",
             {"the last day of one file system", "某个文件系统最近一天的历史"}},
            {"xunjian --dir D result history --host web1 --check host.perf.load --since 7d -o csv",
             {"every sample of a week, for a spreadsheet", "一周的全部样本，供电子表格使用"}},
            {"xunjian --dir D result history --host web1 --check host.perf.cpu --since 1h --follow",
             {"an hour, and then what comes", "最近一小时，并持续显示新结果"}}}},
          [options](CommandContext& context) { return History(context, *options); })
      .Required("--host", "NAME", options->host, {"the host", "主机"})
      .Option("--check", "ID", options->check,
              {"the check, such as host.perf.fs_space", "检查项，如 host.perf.fs_space"})
      .Option("--assignment", "ID", options->assignment,
              {"one of several assignments of the check, RULE/CHECK",
               "同一检查项有多个任务时指定其一，形式为 规则/检查项"})
      .Option("--item", "ITEM", options->item,
              {"one mount, interface, …; and what was said of the check as a whole",
               "某个挂载点、网卡等，以及针对整个检查项的结果"})
      .Option("--since", "TIME", options->since,
              {"from a time or span on, such as 2h", "起始时间或距今时长，如 2h"})
      .Option("--until", "TIME", options->until, {"up to a time or span ago", "截止时间或距今时长"})
      .Flag("--follow", options->follow,
            {"go on with what is new until Ctrl-C", "持续显示新结果，按 Ctrl-C 结束"})
      .Format(options->format);
}

}  // namespace xunjian
