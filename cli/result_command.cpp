#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "checks/api/reasons.h"
#include "cli/commands.h"
#include "cli/option_values.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

using Shown = ListingColumn::Shown;

struct Options {
  std::string host;
  std::string check;
  std::string item;
  std::string outcome;
  std::string since;
  std::string until;
  std::string limit = "100";
  std::string format;
};

Result<ResultQuery> QueryOf(const Options& options, const Clock& clock) {
  const auto outcome = ParseOutcomeOption(options.outcome);
  if (!outcome) return outcome.error();
  const auto since = ParseMoment("--since", options.since, clock);
  if (!since) return since.error();
  const auto until = ParseMoment("--until", options.until, clock);
  if (!until) return until.error();
  const auto limit = ParseLimit(options.limit);
  if (!limit) return limit.error();
  return ResultQuery{.host = options.host,
                     .check = options.check,
                     .item = options.item,
                     .outcome = *outcome,
                     .since = *since,
                     .until = *until,
                     .limit = *limit};
}

boost::json::value MetricsJson(const std::vector<Metric>& metrics) {
  boost::json::array array;
  for (const Metric& metric : metrics) {
    array.push_back(boost::json::object{{"name", JsonString(metric.name)},
                                        {"value", metric.value},
                                        {"unit", JsonString(metric.unit)}});
  }
  return array;
}

Listing ResultListing(const std::vector<ResultRow>& results, const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  Listing listing{.schema = "xunjian.results/1",
                  .key = "results",
                  .columns = {{"host", {"HOST", "主机"}},
                              {"check", {"CHECK", "检查项"}},
                              {"item", {"ITEM", "对象"}},
                              {"outcome", {"OUTCOME", "结论"}},
                              {"code", {"CODE", "代码"}, Shown::kDataOnly},
                              {"observed_at", {"OBSERVED", "采集时间"}},
                              {"received_at", {"RECEIVED", "接收时间"}, Shown::kDataOnly},
                              {"epoch", {"EPOCH", "纪元"}, Shown::kDataOnly},
                              {"seq", {"SEQ", "序号"}},
                              {"metrics", {"METRICS", "指标"}, Shown::kDataOnly},
                              {"summary", {"SUMMARY", "说明"}}}};
  for (const ResultRow& row : results) {
    const CheckType* check = surroundings.FindCheck(row.check);
    listing.rows.push_back({row.host, row.check, row.item, TermOf(row.outcome, language), row.code,
                            row.observed_at, row.received_at, row.epoch, row.seq,
                            MetricsJson(row.metrics),
                            RenderReason(check, row.code, row.arguments, language)});
  }
  return listing;
}

Result<int> List(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto query = QueryOf(options, context.world().clock);
  if (!query) return query.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto results = (*collector)->ListResults(kNoActor, *query);
  if (!results) return results.error();
  context.Print(ResultListing(*results, context.world()), *format);
  return 0;
}

}  // namespace

void AddResultCommands(ContextTree& tree) {
  tree.AddGroup("result", {"the history of what checks found", "检查结果历史"});
  auto options = std::make_shared<Options>();
  tree.Add("result list",
           {{"list results, the newest first", "列出检查结果，最新的在前"},
            {{"xunjian --dir D result list --host web1 --since 2h",
              {"the last two hours of one host", "某台主机最近两小时的结果"}},
             {"xunjian --dir D result list --check 'host.perf.*' --outcome critical -o json",
              {"critical results of some checks, for a script",
               "部分检查项的严重结果，供脚本使用"}}}},
           [options](CommandContext& context) { return List(context, *options); })
      .Option("--host", "NAME", options->host, {"of one host", "只看一台主机"})
      .Option("--check", "GLOB", options->check,
              {"checks such as 'host.perf.*'", "检查项，可用通配符"})
      .Option("--item", "ITEM", options->item, {"one mount, interface, …", "某个挂载点、网卡等"})
      .Option("--outcome", "OUTCOME", options->outcome,
              {"one outcome, such as critical", "某种结论，如 critical"})
      .Option("--since", "TIME", options->since,
              {"from a time or span on, such as 2h", "起始时间或距今时长，如 2h"})
      .Option("--until", "TIME", options->until, {"up to a time or span ago", "截止时间或距今时长"})
      .Option("--limit", "N", options->limit, {"at most so many rows", "最多行数"})
      .Format(options->format);
}

}  // namespace xunjian
