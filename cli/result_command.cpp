#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/result_detail.h"

namespace xunjian {
namespace {

struct ShowOptions {
  std::string id;
  std::string format;
};

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

}  // namespace

void AddResultCommands(ContextTree& tree) {
  tree.AddGroup("result", {"the history of what checks found", "检查结果历史"});
  AddResultListCommand(tree);
  AddShow(tree);
  AddResultHistoryCommand(tree);
}

}  // namespace xunjian
