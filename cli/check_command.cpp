#include "base/utf8.h"
#include "cli/check_listing.h"
#include "cli/check_reference.h"
#include "cli/commands.h"
#include "cli/option_values.h"

namespace xunjian {
namespace {

struct Options {
  std::string id;
  std::string format;
};

Error UnknownCheck(const std::string& id, std::span<const CheckType* const> checks) {
  std::vector<std::string_view> ids;
  for (const CheckType* check : checks) ids.push_back(check->id);
  const std::string clean = CleanLine(id, 128);
  const std::string_view nearest = NearestWord(clean, ids);
  if (nearest.empty()) {
    return MakeError(ErrorCode::kNotFound,
                     {"no check is called '{}'; see: xunjian check list",
                      "没有名为 '{}' 的检查项；请看：xunjian check list"},
                     clean);
  }
  return MakeError(
      ErrorCode::kNotFound,
      {"no check is called '{}'; did you mean '{}'?", "没有名为 '{}' 的检查项；是否想用 '{}'？"},
      clean, nearest);
}

// "md" is the generated reference; no other list has that form.
Result<int> List(CommandContext& context, const Options& options) {
  const auto checks = context.world().checks;
  if (options.format == "md") {
    context.Print(CheckReference(checks, context.language()));
    return 0;
  }
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  context.Print(CheckListing(checks, context.language()), *format);
  return 0;
}

Result<int> Show(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const CheckType* check = context.world().FindCheck(options.id);
  if (!check) return UnknownCheck(options.id, context.world().checks);
  if (*format == ListingFormat::kTable) {
    context.Print(CheckPage(*check, context.language()));
  } else {
    context.Print(CheckListing(std::span(&check, 1), context.language()), *format);
  }
  return 0;
}

}  // namespace

void AddCheckCommands(ContextTree& tree) {
  tree.AddGroup("check", {"the checks this program knows; needs no collector",
                          "本程序自带的检查项，无需采集器"});
  auto list = std::make_shared<Options>();
  list->format = "table";
  tree.Add("check list",
           {{"list the built-in checks", "列出内置检查项"},
            {{"xunjian check list", {"one line each", "每项一行"}},
             {"xunjian check list -o json", {"everything about each", "每项的全部信息"}}}},
           [list](CommandContext& context) { return List(context, *list); })
      .Option("-o", "table|json|csv|md", list->format,
              {"form of the output; md is the reference", "输出格式；md 为参考手册"});
  auto show = std::make_shared<Options>();
  tree.Add("check show",
           {{"explain one check: what, why, where it reads, thresholds, advice",
             "说明一个检查项：内容、意义、来源、阈值、建议"},
            {{"xunjian check show host.perf.fs_space", {"one check", "查看一个检查项"}}}},
           [show](CommandContext& context) { return Show(context, *show); })
      .Argument("ID", show->id, {"id of the check", "检查项编号"})
      .Format(show->format);
}

}  // namespace xunjian
