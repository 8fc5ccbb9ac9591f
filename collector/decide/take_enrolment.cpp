#include "collector/decide/stages.h"

namespace xunjian {
namespace {

Error NotGood(Text why, const std::string& a, const std::string& b, const std::string& host) {
  const Message reason = Format(why, a, b);
  return MakeError(ErrorCode::kPermissionDenied,
                   {"{0}; ask an operator for a new token (xunjian token create --host {2})",
                    "{1}；请让操作员签发新令牌（xunjian token create --host {2}）"},
                   reason.en, reason.zh, host);
}

// A site must not take a host from another one by enrolling its name.
bool BelongsElsewhere(const Model& model, const TokenRecord& token) {
  const HostModel* host = model.FindHost(token.host);
  return host && host->record.site != token.site;
}

Result<void> CheckToken(const Draft& draft, const TokenRecord* token,
                        const EnrolRequested& request) {
  const std::string& name = request.host_name;
  if (!token || token->secret_hash != request.secret_hash) {
    return NotGood({"this token was not made by this collector", "该令牌不是本采集中心签发的"}, "",
                   "", name);
  }
  if (token->host != name) {
    return NotGood({"this token is for host {}, not for {}", "该令牌属于主机 {}，不属于 {}"},
                   token->host, name, name);
  }
  if (draft.now >= token->expires_at) {
    return NotGood({"this token expired at {}", "该令牌已于 {} 过期"},
                   FormatRfc3339(token->expires_at), "", name);
  }
  if (token->used_at && token->key_fingerprint != request.key_fingerprint) {
    return NotGood({"this token was used at {} by another key", "该令牌已于 {} 被另一密钥使用"},
                   FormatRfc3339(*token->used_at), "", name);
  }
  if (BelongsElsewhere(draft.model, *token)) {
    return NotGood({"host {} belongs to another site than {}", "主机 {} 不属于单位 {}"}, name,
                   token->site, name);
  }
  return Ok();
}

void Enrol(Draft& draft, TokenRecord token, const EnrolRequested& request) {
  token.used_at = draft.now;
  token.key_fingerprint = request.key_fingerprint;
  token.agent_id = request.new_agent_id;
  AgentRecord agent;
  agent.id = request.new_agent_id;
  agent.host = token.host;
  agent.key_fingerprint = request.key_fingerprint;
  if (const HostModel* known = draft.model.FindHost(token.host)) {
    if (const AgentModel* before = draft.model.FindAgent(known->record.agent_id)) {
      ForgetDoubt(draft, *before);
    }
  }
  HostRecord host{token.host, token.site, token.labels, agent.id, draft.now};
  AssignHost(draft, host, *draft.rules.policy);
  draft.changes.tokens.push_back(std::move(token));
  draft.changes.agents.push_back(std::move(agent));
  draft.changes.hosts.push_back(std::move(host));
}

}  // namespace

void TakeEnrolment(Draft& draft, const EnrolRequested& request) {
  const auto found = draft.model.tokens.find(request.token_id);
  const TokenRecord* token = found == draft.model.tokens.end() ? nullptr : &found->second;
  if (const auto good = CheckToken(draft, token, request); !good) {
    return draft.Refuse(good.error());
  }
  // The same key asks again: its first answer was lost on the way.
  const std::string agent_id = token->used_at ? token->agent_id : request.new_agent_id;
  draft.changes.reply = Reply(EnrolmentAccepted{agent_id, token->site, token->labels});
  if (!token->used_at) Enrol(draft, *token, request);
}

}  // namespace xunjian
