#include <fmt/format.h>

#include <boost/json/object.hpp>

#include "collector/notify/channel_kinds.h"
#include "collector/notify/news_json.h"
#include "collector/notify/robot_requests.h"
#include "collector/notify/signature.h"

namespace xunjian {
namespace {

// A token that is not known, a keyword that is missing, a signature or an address that is refused.
const std::set<std::int64_t> kHopeless = {300001, 300005, 310000, 400101, 400102, 40035};

std::string PercentEncoded(std::string_view text) {
  std::string encoded;
  for (const char byte : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(byte)) != 0;
    encoded +=
        plain ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return encoded;
}

Secret SignedUrl(const HttpTarget& target, const Secret& secret, Timestamp now) {
  const std::string& url = target.url.Reveal();
  const auto timestamp =
      std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
  const std::string sign =
      Base64(HmacSha256(secret.Reveal(), fmt::format("{}\n{}", timestamp, secret.Reveal())));
  return Secret(fmt::format("{}{}timestamp={}&sign={}", url,
                            url.find('?') == std::string::npos ? '?' : '&', timestamp,
                            PercentEncoded(sign)));
}

HttpRequest Request(const std::string& text, const HttpTarget& target, const Secret& secret,
                    Timestamp now) {
  const boost::json::object document{{"msgtype", "text"},
                                     {"text", boost::json::object{{"content", text}}}};
  return {secret.empty() ? target.url : SignedUrl(target, secret, now), {}, CompactJson(document)};
}

}  // namespace

const RobotDialect& DingtalkDialect() {
  static const RobotDialect dialect{15'000, &Request, "errcode", "errmsg", kHopeless};
  return dialect;
}

ChannelFactory PlanDingtalk(TomlTable& table, const FileReader& read,
                            const ChannelSettings& settings) {
  return PlanRobot(table, read, settings, DingtalkDialect(), true);
}

}  // namespace xunjian
