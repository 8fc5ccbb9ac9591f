#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/status_listing.h"

namespace xunjian {
namespace {

Result<int> Status(CommandContext& context, const std::string& wanted) {
  const auto format = ParseListingFormat(wanted);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto status = (*collector)->Status(kNoActor);
  if (!status) return status.error();
  context.Print(RenderStatus(*status, *format, context.world()));
  return 0;
}

}  // namespace

void AddCollectorStatusCommand(ContextTree& tree) {
  tree.AddGroup("collector", {"the collector itself", "采集器自身"});
  auto format = std::make_shared<std::string>();
  tree.Add("collector status",
           {{"how the collector is doing: what waits, what comes in, its disk, what it refused",
             "采集器运行情况：等待处理、接入、存储、拒绝"},
            {{"xunjian --dir D collector status", {"for people", "供人阅读"}},
             {"xunjian --dir D collector status -o json", {"for a script", "供脚本使用"}}}},
           [format](CommandContext& context) { return Status(context, *format); })
      .Format(*format);
}

}  // namespace xunjian
