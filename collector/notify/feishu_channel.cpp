#include <fmt/format.h>

#include <boost/json/object.hpp>

#include "collector/notify/channel_kinds.h"
#include "collector/notify/news_json.h"
#include "collector/notify/robot_requests.h"
#include "collector/notify/signature.h"

namespace xunjian {
namespace {

// The form, the signature, the address, a keyword that is missing.
const std::set<std::int64_t> kHopeless = {19001, 19021, 19022, 19024};

std::string WithoutMentions(const std::string& text) {
  std::string plain;
  for (const char byte : text) byte == '<' ? plain += "＜" : plain += byte;
  return plain;
}

HttpRequest Request(const std::string& text, const HttpTarget& target, const Secret& secret,
                    Timestamp now) {
  boost::json::object document{{"msg_type", "text"},
                               {"content", boost::json::object{{"text", WithoutMentions(text)}}}};
  if (!secret.empty()) {
    const std::string timestamp =
        fmt::to_string(std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count());
    document["timestamp"] = timestamp;
    document["sign"] = Base64(HmacSha256(timestamp + "\n" + secret.Reveal(), ""));
  }
  return {target.url, {}, CompactJson(document)};
}

}  // namespace

// Its bodies have at most 20 KB; a wide "<" takes three bytes.
const RobotDialect& FeishuDialect() {
  static const RobotDialect dialect{12'000, &Request, "code", "msg", kHopeless};
  return dialect;
}

ChannelFactory PlanFeishu(TomlTable& table, const FileReader& read,
                          const ChannelSettings& settings) {
  return PlanRobot(table, read, settings, FeishuDialect(), true);
}

}  // namespace xunjian
