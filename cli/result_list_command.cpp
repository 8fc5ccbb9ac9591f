#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>
#include <tuple>

#include "checks/api/reasons.h"
#include "cli/commands.h"
#include "cli/follow.h"
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
  bool follow = false;
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

Listing ResultListing(const ResultList& results, const Surroundings& surroundings) {
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
                              {"summary", {"SUMMARY", "说明"}}},
                  .truncated = results.truncated()};
  for (const ResultRow& row : results.results) {
    const CheckType* check = surroundings.FindCheck(row.check);
    listing.rows.push_back({row.host, row.check, row.item, TermOf(row.outcome, language), row.code,
                            row.observed_at, row.received_at, row.epoch, row.seq,
                            ToString(ResultId{row.epoch, row.seq}), MetricsJson(row.metrics),
                            RenderReason(check, row.code, row.arguments, language)});
  }
  return listing;
}

struct Cut {
  bool cut_short = false;
  bool at_limit = false;
  bool damaged = false;
  friend bool operator==(const Cut&, const Cut&) = default;
};
Cut CutOf(const ResultList& list) { return {list.cut_short, list.at_limit, list.damaged}; }

// A list that ends early looks like one that is whole.
void TellWhatIsCut(CommandContext& context, const Cut& cut, std::uint32_t limit) {
  if (cut.cut_short) {
    context.Tell(
        {"the search ended early, what is older was not looked at: ask for a shorter time "
         "(--since, --until), one host or one check",
         "查找提前结束，更早的结果尚未查看：请缩短时间范围（--since、--until），"
         "或指定主机、检查项"});
  } else if (cut.at_limit) {
    context.Tell(Format({"these are the newest {}, and there are more: --limit N shows up to {}, "
                         "--since and --until other times",
                         "此处仅为最新的 {} 条，另有更多：--limit N 最多显示 {} 条，--since 和 "
                         "--until 可查看其他时段"},
                        limit, kMostListed));
  }
  if (cut.damaged) {
    context.Tell(
        {"results of this time were lost, the collector's disk was damaged: xunjian result "
         "history says when and how many",
         "该时段有结果丢失，采集器磁盘损坏：时间和数量请看 xunjian result history"});
  }
}

// What is listed while somebody follows: results come in the order of hosts, so the last minutes
// are asked for again and again, and what was shown is left out.
class NewResults {
 public:
  explicit NewResults(ResultQuery query) : query_(std::move(query)) {}

  // Oldest first.
  Result<ResultList> Next(OperatorApi& collector) {
    auto found = collector.ListResults(kNoActor, query_);
    if (!found) return found;
    std::vector<ResultRow>& rows = found->results;
    std::erase_if(rows, [this](const ResultRow& row) { return !shown_.insert(KeyOf(row)).second; });
    std::ranges::reverse(rows);
    asked_ = std::exchange(query_.limit, kMostListed);
    if (!rows.empty()) LookFrom(rows.back().observed_at - kOverlap);
    return found;
  }
  std::uint32_t asked() const { return asked_; }  // rows, by the last Next

 private:
  static constexpr Duration kOverlap = std::chrono::minutes(5);
  using Key = std::tuple<Timestamp, std::uint64_t, std::uint64_t, std::string>;

  static Key KeyOf(const ResultRow& row) { return {row.observed_at, row.epoch, row.seq, row.item}; }

  void LookFrom(Timestamp since) {
    query_.since = std::max(query_.since.value_or(since), since);
    shown_.erase(shown_.begin(), shown_.lower_bound({*query_.since, 0, 0, ""}));
  }

  ResultQuery query_;
  std::uint32_t asked_ = 0;
  std::set<Key> shown_;
};

Result<int> FollowList(CommandContext& context, OperatorApi& collector, const ResultQuery& query,
                       ListingFormat format) {
  NewResults results(query);
  bool first = true;
  Cut told;
  const auto print = [&]() -> Result<void> {
    const auto found = results.Next(collector);
    if (!found) return found.error();
    const Listing listing = ResultListing(*found, context.world());
    if (first) {
      context.Print(listing, format);
    } else if (!found->results.empty()) {
      context.PrintMore(listing, format);
    }
    first = false;
    if (const Cut cut = CutOf(*found); cut != std::exchange(told, cut)) {
      TellWhatIsCut(context, cut, results.asked());
    }
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
  TellWhatIsCut(context, CutOf(*results), query->limit);
  return 0;
}

}  // namespace

void AddResultListCommand(ContextTree& tree) {
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

}  // namespace xunjian
