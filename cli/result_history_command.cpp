#include "cli/commands.h"
#include "cli/follow.h"
#include "cli/option_values.h"
#include "cli/series_csv.h"
#include "cli/series_listing.h"
#include "cli/series_turner.h"

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

void TellOfMoreLost(CommandContext& context, const SeriesTurner& series) {
  if (!series.more_lost()) return;
  context.Tell(
      Format({"only the newest {} gaps of the host are shown: ask for a shorter time "
              "(--since, --until) to see the others",
              "仅显示该主机最新的 {} 处丢失：请缩短时间范围（--since、--until）查看其余部分"},
             series.lost().size()));
}

// What one run prints, first the past and then what comes.
class HistoryPrinter {
 public:
  HistoryPrinter(CommandContext& context, const std::string& host, const SeriesSpan& span,
                 ListingFormat format, SeriesTurner& series)
      : context_(context), host_(host), span_(span), format_(format), series_(series) {}

  Result<void> PrintPast() {
    const auto printed = format_ == ListingFormat::kCsv ? PrintCsv() : PrintSummary();
    if (printed) TellOfMoreLost(context_, series_);
    return printed;
  }

  Result<void> PrintNew() {
    const Timestamp now = context_.world().clock.Now();
    series_.GoOn();
    do {
      const auto page = series_.Next();
      if (!page) return page.error();
      if (page->size() == 0) break;
      Tell(silence_.Came(*page, now));
      Print(*page);
    } while (!series_.at_end());
    if (step_) Tell(silence_.Look(*step_, now));
    return Ok();
  }

 private:
  Result<void> PrintCsv() {
    std::optional<SeriesCsv> csv;
    while (!series_.at_end()) {
      const auto page = series_.Next();
      if (!page) return page.error();
      silence_.Seen(*page, span_.until);
      if (!csv) {
        span_.interval = series_.interval();
        step_ = span_.interval ? span_.interval : UsualStep({&*page, 1});
        csv.emplace(host_, span_, step_);
        context_.Print(SeriesCsv::Heading());
      }
      context_.Print(csv->Page(*page));
    }
    context_.Print(csv->End(series_.lost()));
    return Ok();
  }

  Result<void> PrintSummary() {
    SeriesDocument document{.host = host_, .span = span_};
    std::size_t results = 0;
    while (!series_.at_end()) {
      auto page = series_.Next();
      if (!page) return page.error();
      results += page->size();
      if (results > kMostResults) return TooMany();
      silence_.Seen(*page, span_.until);
      document.pages.push_back(*std::move(page));
    }
    document.span.interval = series_.interval();
    document.lost = series_.lost();
    document.more_lost = series_.more_lost();
    document.summary = Summarise(document.pages, document.span);
    step_ = document.summary.step;
    context_.Print(RenderHistory(document, format_, context_.world()));
    return Ok();
  }

  static Error TooMany() {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"these are more than {} results: give a shorter span (--since, --until), or "
                      "take them as they are with -o csv",
                      "结果超过 {} 条：请缩短时间范围（--since、--until），或用 -o csv 逐条导出"},
                     kMostResults);
  }

  void Print(const SeriesColumns& page) {
    if (format_ != ListingFormat::kCsv) {
      context_.Print(NewResults(host_, page, series_.known_until(), context_.world()));
      return;
    }
    for (std::size_t i = 0; i < page.size(); ++i) context_.Print(SampleCsv(host_, page, i));
  }

  void Tell(const std::vector<FollowedSilence::News>& all) {
    for (const FollowedSilence::News& news : all) {
      context_.Print(format_ == ListingFormat::kCsv
                         ? GapCsv(host_, news.assignment, news.since, news.until, std::nullopt)
                         : SilenceLine(host_, news, context_.world()));
    }
  }

  CommandContext& context_;
  const std::string host_;
  SeriesSpan span_;
  const ListingFormat format_;
  SeriesTurner& series_;
  FollowedSilence silence_;
  std::optional<Duration> step_;  // what silences are measured with, as far as it is known
};

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
                                               .with_interval = true});
  HistoryPrinter printer(context, options.host, *span, *format, series);
  if (const auto printed = printer.PrintPast(); !printed) return printed.error();
  if (!options.follow) return 0;
  return Follow(context, [&printer] { return printer.PrintNew(); });
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
             {"every sample of a week, for a spreadsheet; the column kind tells samples from gaps, "
              "lost results and coverage",
              "一周的全部样本，供电子表格使用；kind 列区分样本（sample）、缺口（gap）、"
              "丢失（lost）和覆盖率（coverage）"}},
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
