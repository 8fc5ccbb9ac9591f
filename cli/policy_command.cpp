#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/commands.h"
#include "cli/option_values.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

struct Options {
  std::string file;
  std::string format;
};

std::string VerdictJson(const PolicyVerdict& verdict) {
  boost::json::array hosts;
  for (const auto& [host, assignments] : verdict.hosts) {
    hosts.push_back(boost::json::object{{"host", JsonString(host)}, {"assignments", assignments}});
  }
  return JsonText(boost::json::object{{"schema", "xunjian.policy_verdict/1"},
                                      {"version", JsonString(verdict.version)},
                                      {"rules", verdict.rules},
                                      {"applied", verdict.applied},
                                      {"hosts", std::move(hosts)}});
}

Listing HostsOf(const PolicyVerdict& verdict) {
  Listing listing{
      .schema = "xunjian.policy_verdict/1",
      .key = "hosts",
      .columns = {{"host", {"HOST", "主机"}}, {"assignments", {"CHECKS ASSIGNED", "检查任务数"}}}};
  for (const auto& [host, assignments] : verdict.hosts) {
    listing.rows.push_back({host, static_cast<std::uint64_t>(assignments)});
  }
  return listing;
}

Result<int> Run(CommandContext& context, const Options& options, bool apply) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto text = context.world().storage.Read(options.file, kMostBytes);
  if (!text) return text.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto verdict = (*collector)->Policy(kNoActor, *text, options.file, apply);
  if (!verdict) return verdict.error();
  if (*format == ListingFormat::kJson) {
    context.Print(VerdictJson(*verdict));
  } else {
    context.Print(HostsOf(*verdict), *format);
  }
  const Text said = verdict->applied
                        ? Text{"in force: version {}, {} rules", "已生效：版本 {}，规则 {} 条"}
                        : Text{"no mistakes: version {}, {} rules; not applied",
                               "没有错误：版本 {}，规则 {} 条；尚未生效"};
  context.Tell(Format(said, verdict->version, verdict->rules));
  return 0;
}

}  // namespace

void AddPolicyCommands(ContextTree& tree) {
  tree.AddGroup("policy", {"what is checked where", "检查策略"});
  auto check = std::make_shared<Options>();
  tree.Add("policy check",
           {{"find every mistake in a policy file", "检查策略文件，列出所有错误"},
            {{"xunjian --dir D policy check policy.toml",
              {"mistakes with file, line and column", "错误带文件名、行号和列号"}}}},
           [check](CommandContext& context) { return Run(context, *check, false); })
      .Argument("FILE", check->file, {"the policy, TOML", "策略文件（TOML）"})
      .Format(check->format);
  auto apply = std::make_shared<Options>();
  tree.Add("policy apply",
           {{"put a policy in force", "使策略生效"},
            {{"xunjian --dir D policy apply policy.toml",
              {"agents get their checks at once", "代理立即得到新的检查任务"}}}},
           [apply](CommandContext& context) { return Run(context, *apply, true); })
      .Argument("FILE", apply->file, {"the policy, TOML", "策略文件（TOML）"})
      .Format(apply->format);
}

}  // namespace xunjian
