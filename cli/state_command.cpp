#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/state_listing.h"

namespace xunjian {
namespace {

struct Options {
  std::string host;
  std::string check;
  bool problems = false;
  std::string limit = "1000";
  std::string format;
};

Result<int> List(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto limit = ParseLimit(options.limit);
  if (!limit) return limit.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto states = (*collector)
                          ->ListStates(kNoActor, {.host = options.host,
                                                  .check = options.check,
                                                  .problems_only = options.problems,
                                                  .limit = *limit});
  if (!states) return states.error();
  context.Print(StateListing(*states, context.world()), *format);
  return 0;
}

}  // namespace

void AddStateCommands(ContextTree& tree) {
  tree.AddGroup("state",
                {"what the collector believes of every check", "采集器掌握的各检查项状态"});
  auto options = std::make_shared<Options>();
  tree.Add("state list",
           {{"list states", "列出状态"},
            {{"xunjian --dir D state list --problems",
              {"everything that is not good now", "当前所有异常"}},
             {"xunjian --dir D state list --host web1 -o json",
              {"one host, for a script", "某台主机，供脚本使用"}}}},
           [options](CommandContext& context) { return List(context, *options); })
      .Option("--host", "NAME", options->host, {"of one host", "只看一台主机"})
      .Option("--check", "GLOB", options->check,
              {"checks such as 'host.perf.*'", "检查项，可用通配符"})
      .Flag("--problems", options->problems, {"only what is not good or overdue", "只看异常和逾期"})
      .Option("--limit", "N", options->limit, {"at most so many rows", "最多行数"})
      .Format(options->format);
}

}  // namespace xunjian
