// The acts that hand out credentials: tokens for hosts, certificates for people.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/digest.h"
#include "base/ids.h"
#include "collector/query/operator_desk.h"
#include "proto/words/enrolment_token.h"
#include "proto/words/operator_rights.h"

namespace xunjian {
namespace {

constexpr Duration kLongestToken = std::chrono::hours(24);

Result<void> CheckName(std::string_view name, Text what) {
  if (IsValidName(name)) return Ok();
  return MakeError(ErrorCode::kInvalidArgument,
                   {"{0}: '{1}' is not a name; use up to 128 letters, "
                    "digits, '.', '_' and '-'",
                    "{2}：“{1}”不是合法名称；请用不超过 128 个字母、数字、"
                    "“.”、“_”和“-”"},
                   what.en, name, what.zh);
}

Result<void> CheckToken(const CreateTokenRequest& request) {
  if (auto named = CheckName(request.host, {"host", "主机"}); !named) return named;
  for (const auto& [key, value] : request.labels) {
    if (auto named = CheckName(key, {"label", "标签"}); !named) return named;
    if (auto named = CheckName(value, {"label value", "标签值"}); !named) return named;
  }
  if (request.lifetime < std::chrono::seconds(1) || request.lifetime > kLongestToken) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"a token lives 1 s to 24 h, not {}", "令牌有效期为 1 秒至 24 小时，不能是 {}"},
        FormatDuration(request.lifetime));
  }
  return Ok();
}

Error OtherSite(const Actor& actor, const std::string& site) {
  return MakeError(
      ErrorCode::kPermissionDenied,
      {"your credential is for site '{0}', not for '{1}'", "您的凭据属于单位“{0}”，不属于“{1}”"},
      actor.site, site);
}

Result<std::optional<OperatorRow>> FindNamed(StoreReader& reader, const std::string& site,
                                             const std::string& name) {
  const auto people = reader.ListOperators(site);
  if (!people) return people.error();
  const auto known = std::find_if(people->begin(), people->end(),
                                  [&name](const OperatorRow& row) { return row.name == name; });
  if (known == people->end()) return std::optional<OperatorRow>();
  return std::optional(*known);
}

// A key and certificate for `person`, who is known by its fingerprint from then on.
Result<KeyAndCertificate> Issue(const CertificateAuthority& ca, const std::string& own_site,
                                OperatorRecord& person) {
  TlsIdentity identity;
  identity.kind = TlsIdentity::Kind::kOperator;
  identity.site = person.site.empty() ? own_site : person.site;
  identity.id = person.id;
  identity.name = person.name;
  auto issued = ca.IssueClient(identity, person.created_at);
  if (!issued) return issued;
  auto fingerprint = CertificateFingerprint(issued->certificate_pem);
  if (!fingerprint) return fingerprint.error();
  person.certificate_fingerprint = *std::move(fingerprint);
  return issued;
}

}  // namespace

Result<CreatedToken> OperatorDesk::CreateToken(const Actor& actor,
                                               const CreateTokenRequest& request) {
  if (auto good = CheckToken(request); !good) return good.error();
  TokenRecord record;
  record.site = request.site.empty() ? parts_.site : request.site;
  if (auto named = CheckName(record.site, {"site", "单位"}); !named) return named.error();
  if (!SeesSite(actor, record.site)) return OtherSite(actor, record.site);

  const EnrolmentToken token{parts_.addresses.enrolment, parts_.addresses.agents,
                             parts_.ca.fingerprint(), RandomId(), RandomId()};
  record.id = token.id;
  record.secret_hash = Sha256Hex(token.secret);
  record.host = request.host;
  record.labels = request.labels;
  record.created_by = actor.id;
  record.created_at = parts_.clock.Now();
  record.expires_at = record.created_at + request.lifetime;
  const Timestamp expires_at = record.expires_at;
  if (auto kept = parts_.engine.Call(TokenCreated{std::move(record)}); !kept) return kept.error();
  Audit(actor, "token created", request.host);
  return CreatedToken{FormatToken(token), expires_at};
}

Result<CreatedOperator> OperatorDesk::CreateOperator(const Actor& actor,
                                                     const CreateOperatorRequest& request) {
  if (auto named = CheckName(request.name, {"operator", "操作员"}); !named) return named.error();
  if (!request.site.empty()) {
    if (auto named = CheckName(request.site, {"site", "单位"}); !named) return named.error();
  }
  if (!actor.site.empty() && actor.site != request.site) return OtherSite(actor, request.site);
  const auto known = FindNamed(parts_.reader, actor.site, request.name);
  if (!known) return known.error();

  OperatorRecord record;
  record.id = *known ? (*known)->id : RandomId();
  record.name = request.name;
  record.role = request.role;
  record.site = request.site;
  record.created_by = actor.id;
  record.created_at = parts_.clock.Now();
  auto issued = Issue(parts_.ca, parts_.site, record);
  if (!issued) return issued.error();

  CreatedOperator created{record.id, issued->key_pem, issued->certificate_pem,
                          parts_.ca.certificate_pem(), parts_.addresses.operators};
  if (auto kept = parts_.engine.Call(OperatorCreated{std::move(record)}); !kept) {
    return kept.error();
  }
  Audit(actor, "operator created", request.name);
  return created;
}

Result<OperatorRow> OperatorDesk::RevokeOperator(const Actor& actor, const std::string& name) {
  if (auto revoked = parts_.engine.Call(OperatorRevoked{actor, name}); !revoked) {
    return revoked.error();
  }
  Audit(actor, "operator revoked", name);
  const auto person = FindNamed(parts_.reader, actor.site, name);
  if (!person) return person.error();
  if (*person) return **person;
  return MakeError(ErrorCode::kInternal, {"{} is not there any more", "找不到 {}"}, name);
}

}  // namespace xunjian
