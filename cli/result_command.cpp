#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>
#include <tuple>

#include "checks/api/reasons.h"
#include "cli/commands.h"
#include "cli/follow.h"
#include "cli/option_values.h"
#include "cli/result_detail.h"
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
  bool follow = false;
  std::string format;
};

struct ShowOptions {
  std::string id;
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
                              {"seq", {"SEQ", "序号"}, Shown::kDataOnly},
                              {"id", {"ID", "编号"}},
                              {"metrics", {"METRICS", "指标"}, Shown::kDataOnly},
                              {"summary", {"SUMMARY", "说明"}}}};
  for (const ResultRow& row : results) {
    const CheckType* check = surroundings.FindCheck(row.check);
    listing.rows.push_back({row.host, row.check, row.item, TermOf(row.outcome, language), row.code,
                            row.observed_at, row.received_at, row.epoch, row.seq,
                            ToString(ResultId{row.epoch, row.seq}), MetricsJson(row.metrics),
                            RenderReason(check, row.code, row.arguments, language)});
  }
  return listing;
}

// What is listed while somebody follows: results come in the order of hosts, so the last minutes
// are asked for again and again, and what was shown is left out.
class NewResults {
 public:
  explicit NewResults(ResultQuery query) : query_(std::move(query)) {}

  // Oldest first.
  Result<std::vector<ResultRow>> Next(OperatorApi& collector) {
    auto found = collector.ListResults(kNoActor, query_);
    if (!found) return found;
    std::erase_if(*found,
                  [this](const ResultRow& row) { return !shown_.insert(KeyOf(row)).second; });
    std::ranges::reverse(*found);
    query_.limit = kMostRows;
    if (!found->empty()) LookFrom(found->back().observed_at - kOverlap);
    return found;
  }

 private:
  static constexpr std::uint32_t kMostRows = 10'000;
  static constexpr Duration kOverlap = std::chrono::minutes(5);
  using Key = std::tuple<Timestamp, std::uint64_t, std::uint64_t, std::string>;

  static Key KeyOf(const ResultRow& row) { return {row.observed_at, row.epoch, row.seq, row.item}; }

  void LookFrom(Timestamp since) {
    query_.since = std::max(query_.since.value_or(since), since);
    shown_.erase(shown_.begin(), shown_.lower_bound({*query_.since, 0, 0, ""}));
  }

  ResultQuery query_;
  std::set<Key> shown_;
};

Result<int> FollowList(CommandContext& context, OperatorApi& collector, const ResultQuery& query,
                       ListingFormat format) {
  NewResults results(query);
  bool first = true;
  const auto print = [&]() -> Result<void> {
    const auto found = results.Next(collector);
    if (!found) return found.error();
    const Listing listing = ResultListing(*found, context.world());
    if (first) {
      context.Print(listing, format);
    } else if (!found->empty()) {
      context.PrintMore(listing, format);
    }
    first = false;
    return Ok();
  };
  if (const auto printed = print(); !printed) return printed.error();
  return Follow(context, print);
}

Result<int> List(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  if (options.follow) {
    if (const auto fits = CheckFollow(*format, options.until); !fits) return fits.error();
  }
  const auto query = QueryOf(options, context.world().clock);
  if (!query) return query.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  if (options.follow) return FollowList(context, **collector, *query, *format);
  const auto results = (*collector)->ListResults(kNoActor, *query);
  if (!results) return results.error();
  context.Print(ResultListing(*results, context.world()), *format);
  return 0;
}

Result<int> Show(CommandContext& context, const ShowOptions& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto id = ParseResultIdArgument(options.id);
  if (!id) return id.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto stored = (*collector)->ShowResult(kNoActor, *id);
  if (!stored) return stored.error();
  context.Print(RenderResult(*stored, *format, context.world()));
  return 0;
}

void AddShow(ContextTree& tree) {
  auto options = std::make_shared<ShowOptions>();
  tree.Add("result show",
           {{"show one result whole: items with their reasons, numbers and texts",
             "查看一条结果的全部内容：各对象的结论与原因、指标、文本"},
            {{"xunjian --dir D result show 9f3a6c21d04b7e15-1234",
              {"by the id that result list prints", "使用 result list 打印的编号"}}}},
           [options](CommandContext& context) { return Show(context, *options); })
      .Argument("ID", options->id, {"id of the result", "结果编号"})
      .Format(options->format);
}

void AddList(ContextTree& tree) {
  auto options = std::make_shared<Options>();
  tree.Add(
          "result list",
          {{"list results, the newest first", "列出检查结果，最新的在前"},
           {{"xunjian --dir D result list --host web1 --since 2h",
             {"the last two hours of one host", "某台主机最近两小时的结果"}},
            {"xunjian --dir D result list --check 'host.perf.*' --outcome critical -o json",
             {"critical results of some checks, for a script", "部分检查项的严重结果，供脚本使用"}},
            {"xunjian --dir D result list --outcome warning --follow",
             {"warnings as they come", "持续显示新的警告"}}}},
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
      .Flag("--follow", options->follow,
            {"go on with what is new until Ctrl-C, the newest last",
             "持续显示新结果（最新的在后），按 Ctrl-C 结束"})
      .Format(options->format);
}

}  // namespace

void AddResultCommands(ContextTree& tree) {
  tree.AddGroup("result", {"the history of what checks found", "检查结果历史"});
  AddList(tree);
  AddShow(tree);
  AddResultHistoryCommand(tree);
}

}  // namespace xunjian
