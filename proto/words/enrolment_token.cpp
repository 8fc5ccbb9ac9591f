#include "proto/words/enrolment_token.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "proto/words/base64url.h"

namespace xunjian {
namespace {

constexpr std::string_view kPrefix = "xj1.";
constexpr std::size_t kLongestToken = 2048;
constexpr std::size_t kLongestAddress = 260;  // a DNS name of 253 characters, ':' and a port
constexpr char kSeparator = '\n';

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(kSeparator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool IsHex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool IsPort(std::string_view text) {
  if (text.empty() || text.size() > 5) return false;
  int port = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    port = port * 10 + (c - '0');
  }
  return port >= 1 && port <= 65535;
}

// "host:port" or "[v6]:port", without blanks or anything a URL could hide.
bool IsAddress(std::string_view text) {
  if (text.size() > kLongestAddress) return false;
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || !IsPort(text.substr(colon + 1)))
    return false;
  return std::ranges::all_of(text.substr(0, colon), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:[]").find(c) != std::string_view::npos;
  });
}

Error Bad(Text what) {
  const Message reason = Format(what);
  return Error(ErrorCode::kInvalidArgument,
               {"not an enrolment token: " + reason.en, "不是有效的注册令牌：" + reason.zh});
}

}  // namespace

std::string FormatToken(const EnrolmentToken& token) {
  std::string fields;
  for (const std::string* field : {&token.enrol_address, &token.agent_address,
                                   &token.ca_fingerprint, &token.id, &token.secret}) {
    if (field != &token.enrol_address) fields += kSeparator;
    fields += *field;
  }
  return std::string(kPrefix) + EncodeBase64Url(fields);
}

Result<EnrolmentToken> ParseToken(std::string_view text) {
  text = Trimmed(text);
  if (text.size() > kLongestToken) return Bad({"it is too long", "过长"});
  if (!text.starts_with(kPrefix)) {
    return Bad({"it does not begin with \"xj1.\"", "不以“xj1.”开头"});
  }
  const std::optional<std::string> fields = DecodeBase64Url(text.substr(kPrefix.size()));
  if (!fields) return Bad({"it was cut or changed on its way", "内容被截断或被改动"});
  std::vector<std::string> parts = Split(*fields);
  if (parts.size() != 5) return Bad({"it was cut on its way", "内容被截断"});
  EnrolmentToken token{.enrol_address = std::move(parts[0]),
                       .agent_address = std::move(parts[1]),
                       .ca_fingerprint = std::move(parts[2]),
                       .id = std::move(parts[3]),
                       .secret = std::move(parts[4])};
  if (!IsAddress(token.enrol_address) || !IsAddress(token.agent_address)) {
    return Bad({"an address in it is not host:port", "其中的地址不是“主机:端口”"});
  }
  if (!IsHex(token.ca_fingerprint, 64) || !IsHex(token.id, 32) || !IsHex(token.secret, 32)) {
    return Bad({"it was cut or changed on its way", "内容被截断或被改动"});
  }
  return token;
}

}  // namespace xunjian
