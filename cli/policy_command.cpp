#include "base/text_file.h"
#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/policy_listing.h"
#include "cli/policy_losses.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

struct Options {
  std::string file;
  std::string format;
  bool yes = false;
};

void PrintVerdict(CommandContext& context, const PolicyVerdict& verdict, ListingFormat format) {
  context.Print(RenderVerdict(verdict, format, context.world().console));
  const Text said = verdict.applied
                        ? Text{"in force: version {}, {} rules", "已生效：版本 {}，规则 {} 条"}
                        : Text{"no mistakes: version {}, {} rules; not applied",
                               "没有错误：版本 {}，规则 {} 条；尚未生效"};
  context.Tell(Format(said, verdict.version, verdict.rules));
}

// Of a file that was read whole: Protobuf carries nothing but UTF-8.
Result<std::string> ReadPolicyFile(CommandContext& context, const std::string& path) {
  auto text = context.world().storage.Read(path, kMostBytes);
  if (!text) return text;
  if (const auto readable = RequireUtf8(*text, path); !readable) return readable.error();
  return text;
}

Result<int> Check(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto text = ReadPolicyFile(context, options.file);
  if (!text) return text.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto verdict = (*collector)->Policy(kNoActor, *text, options.file, false);
  if (!verdict) return verdict.error();
  PrintVerdict(context, *verdict, *format);
  if (const PolicyLosses losses(*verdict); losses.any()) {
    const Message what = losses.Describe();
    context.Tell(Format({"warning: {0}; apply will ask for --yes", "警告：{1}；应用时需要 --yes"},
                        what.en, what.zh));
  }
  return 0;
}

// Whoever empties a host's list of checks must mean it: a typing mistake in a label does the same.
Result<void> RequireConsent(CommandContext& context, const PolicyVerdict& verdict, bool yes) {
  const PolicyLosses losses(verdict);
  if (yes || !losses.any()) return Ok();
  const Message what = losses.Describe();
  const auto answer = context.Confirm(
      Format({"{0}. Apply it all the same?", "{1}。仍要应用吗？"}, what.en, what.zh));
  if (!answer) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"not applied: {0}; add --yes if that is meant", "未应用：{1}；如确实如此，请加上 --yes"},
        what.en, what.zh);
  }
  if (*answer) return Ok();
  return MakeError(ErrorCode::kConflict, {"not applied", "未应用"});
}

Result<int> Apply(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto text = ReadPolicyFile(context, options.file);
  if (!text) return text.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto foreseen = (*collector)->Policy(kNoActor, *text, options.file, false);
  if (!foreseen) return foreseen.error();
  if (const auto meant = RequireConsent(context, *foreseen, options.yes); !meant) {
    return meant.error();
  }
  const auto verdict = (*collector)->Policy(kNoActor, *text, options.file, true);
  if (!verdict) return verdict.error();
  PrintVerdict(context, *verdict, *format);
  return 0;
}

// The text alone on stdout, as it was applied, so that it can be edited and applied again.
Result<int> Show(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto policy = (*collector)->ShowPolicy(kNoActor);
  if (!policy) return policy.error();
  context.Print(RenderPolicy(*policy, *format));
  if (*format == ListingFormat::kTable) {
    context.Tell(Format({"version {}, applied by {} at {}", "版本 {}，由 {} 于 {} 应用"},
                        policy->version, policy->applied_by, FormatRfc3339(policy->applied_at)));
  }
  return 0;
}

void AddCheck(ContextTree& tree) {
  auto options = std::make_shared<Options>();
  tree.Add("policy check",
           {{"find every mistake in a policy file", "检查策略文件，列出所有错误"},
            {{"xunjian --dir D policy check policy.toml",
              {"mistakes with file, line and column", "错误带文件名、行号和列号"}}}},
           [options](CommandContext& context) { return Check(context, *options); })
      .Argument("FILE", options->file, {"the policy, TOML", "策略文件（TOML）"})
      .Format(options->format);
}

void AddApply(ContextTree& tree) {
  auto options = std::make_shared<Options>();
  tree.Add("policy apply",
           {{"put a policy in force", "使策略生效"},
            {{"xunjian --dir D policy apply policy.toml",
              {"agents get their checks at once", "代理立即得到新的检查任务"}}}},
           [options](CommandContext& context) { return Apply(context, *options); })
      .Argument("FILE", options->file, {"the policy, TOML", "策略文件（TOML）"})
      .Flag("--yes", options->yes,
            {"even if it has no rule, or a host loses all its checks",
             "即使策略没有规则，或有主机失去全部检查任务"})
      .Format(options->format);
}

void AddShow(ContextTree& tree) {
  auto options = std::make_shared<Options>();
  tree.Add("policy show",
           {{"show the policy in force: its text, version, who applied it when",
             "查看当前策略：内容、版本、应用者和时间"},
            {{"xunjian --dir D policy show > policy.toml",
              {"the text, to edit and apply again", "取得内容，修改后再应用"}},
             {"xunjian --dir D policy show -o json",
              {"with version, person and time", "包含版本、应用者和时间"}}}},
           [options](CommandContext& context) { return Show(context, *options); })
      .Format(options->format);
}

}  // namespace

void AddPolicyCommands(ContextTree& tree) {
  tree.AddGroup("policy", {"what is checked where", "检查策略"});
  AddShow(tree);
  AddCheck(tree);
  AddApply(tree);
}

}  // namespace xunjian
