#include <algorithm>

#include "cli/commands.h"
#include "cli/option_values.h"

namespace xunjian {
namespace {

struct CreateOptions {
  std::string host;
  std::string site;
  std::vector<std::string> labels;
  std::string lifetime = "30m";
};

struct ListOptions {
  std::string format;
};

Result<CreateTokenRequest> RequestOf(const CreateOptions& options) {
  auto labels = ParseLabels(options.labels);
  if (!labels) return labels.error();
  const auto lifetime = ParseDuration(options.lifetime);
  if (!lifetime) return lifetime.error().WithContext({"--ttl", "--ttl"});
  return CreateTokenRequest{.host = options.host,
                            .site = options.site,
                            .labels = std::move(*labels),
                            .lifetime = *lifetime};
}

std::string TextOf(const std::map<std::string, std::string>& labels) {
  std::string text;
  for (const auto& [key, value] : labels) text += (text.empty() ? "" : " ") + key + "=" + value;
  return text.empty() ? "-" : text;
}

// A host that enrols again has the labels of its new token and no others.
Result<void> WarnOfNewLabels(CommandContext& context, OperatorApi& collector,
                             const CreateTokenRequest& request) {
  const auto hosts = collector.ListHosts(kNoActor);
  if (!hosts) return hosts.error();
  const auto known = std::find_if(hosts->begin(), hosts->end(),
                                  [&](const HostRow& host) { return host.name == request.host; });
  if (known == hosts->end() || known->labels == request.labels) return Ok();
  context.Tell(Format({"warning: host {0} exists with the labels {1}; with this token they become "
                       "{2}. Give every label that it shall keep",
                       "警告：主机 {0} 已存在，标签为 {1}；使用此令牌后将变为 {2}。"
                       "请给出要保留的全部标签"},
                      request.host, TextOf(known->labels), TextOf(request.labels)));
  return Ok();
}

// The token alone on stdout, so that a script can take it; what to do with it on stderr.
Result<int> Create(CommandContext& context, const CreateOptions& options) {
  const auto request = RequestOf(options);
  if (!request) return request.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  if (const auto warned = WarnOfNewLabels(context, **collector, *request); !warned) {
    return warned.error();
  }
  const auto token = (*collector)->CreateToken(kNoActor, *request);
  if (!token) return token.error();
  context.Print(token->text + "\n");
  context.Tell(
      Format({"valid once, until {}; on the host: xunjian-agent enroll --dir DIR TOKEN",
              "仅可使用一次，有效期至 {}；在主机上执行：xunjian-agent enroll --dir 目录 令牌"},
             FormatRfc3339(token->expires_at)));
  return 0;
}

Result<int> List(CommandContext& context, const ListOptions& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto tokens = (*collector)->ListTokens(kNoActor);
  if (!tokens) return tokens.error();
  Listing listing{.schema = "xunjian.tokens/1",
                  .key = "tokens",
                  .columns = {{"id", {"ID", "编号"}},
                              {"host", {"HOST", "主机"}},
                              {"site", {"SITE", "单位"}},
                              {"created_at", {"CREATED", "创建时间"}},
                              {"expires_at", {"EXPIRES", "失效时间"}},
                              {"used_at", {"USED", "使用时间"}}}};
  for (const TokenRow& token : *tokens) {
    const Cell used = token.used_at ? Cell(*token.used_at) : Cell();
    listing.rows.push_back(
        {token.id, token.host, token.site, token.created_at, token.expires_at, used});
  }
  context.Print(listing, *format);
  return 0;
}

}  // namespace

void AddTokenCommands(ContextTree& tree) {
  tree.AddGroup("token", {"one-time tokens that enrol hosts", "用于登记主机的一次性令牌"});
  auto create = std::make_shared<CreateOptions>();
  tree.Add("token create",
           {{"make a one-time token for one host: one line on stdout",
             "为一台主机生成一次性令牌（标准输出一行）"},
            {{"xunjian --dir D token create --host web1",
              {"for the host web1, valid 30 minutes", "主机 web1，30 分钟内有效"}},
             {"TOKEN=$(xunjian --dir D token create --host web1 --label role=web --ttl 2h)",
              {"with a label, for a script", "带标签，供脚本使用"}}}},
           [create](CommandContext& context) { return Create(context, *create); })
      .Required("--host", "NAME", create->host, {"name the host will have", "主机名"})
      .Option("--site", "SITE", create->site, {"site of the host", "主机所属单位"})
      .Repeated(
          "--label", "K=V", create->labels,
          {"a label of the host; may be repeated. The labels of a token replace those the host "
           "has: one that is not given again is gone",
           "主机标签，可重复给出。令牌的标签会取代主机现有标签，未再次给出的标签将消失"})
      .Option("--ttl", "SPAN", create->lifetime, {"how long the token is valid", "令牌有效时长"});
  auto list = std::make_shared<ListOptions>();
  tree.Add("token list",
           {{"list tokens, used and unused", "列出令牌"},
            {{"xunjian --dir D token list",
              {"who was invited, who came", "哪些已发放，哪些已使用"}}}},
           [list](CommandContext& context) { return List(context, *list); })
      .Format(list->format);
}

}  // namespace xunjian
