#include "base/tls_identity.h"

#include <optional>

#include "base/ids.h"

namespace xunjian {
namespace {

using Kind = TlsIdentity::Kind;

constexpr std::string_view kScheme = "xunjian://";

std::optional<Kind> KindOf(std::string_view text) {
  for (Kind kind : {Kind::kAgent, Kind::kOperator, Kind::kCollector}) {
    if (ToString(kind) == text) return kind;
  }
  return std::nullopt;
}

// The text up to the next '/', which is taken off `rest` with it.
std::string_view TakePart(std::string_view& rest) {
  const std::size_t end = rest.find('/');
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

}  // namespace

std::string_view ToString(Kind kind) {
  switch (kind) {
    case Kind::kAgent:
      return "agent";
    case Kind::kOperator:
      return "operator";
    case Kind::kCollector:
      return "collector";
  }
  return "unknown";
}

std::string ToUri(const TlsIdentity& identity) {
  return fmt::format("{}{}/{}/{}", kScheme, identity.site, ToString(identity.kind), identity.id);
}

Result<TlsIdentity> ParseIdentityUri(std::string_view uri) {
  const Error malformed =
      MakeError(ErrorCode::kInvalidArgument, {"not an identity of ours (xunjian://SITE/KIND/ID)",
                                              "不是本系统的身份（xunjian://单位/类别/编号）"});
  if (!uri.starts_with(kScheme)) return malformed;
  std::string_view rest = uri.substr(kScheme.size());
  const std::string_view site = TakePart(rest);
  const std::optional<Kind> kind = KindOf(TakePart(rest));
  // What is left is the id: a fourth part would bring a '/', which no name has.
  if (!kind || !IsValidName(site) || !IsValidName(rest)) return malformed;
  return TlsIdentity{.kind = *kind, .site = std::string(site), .id = std::string(rest)};
}

}  // namespace xunjian
