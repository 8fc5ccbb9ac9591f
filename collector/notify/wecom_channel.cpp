#include <boost/json/object.hpp>

#include "collector/notify/channel_kinds.h"
#include "collector/notify/news_json.h"
#include "collector/notify/robot_requests.h"

namespace xunjian {
namespace {

const std::set<std::int64_t> kHopeless = {40008, 40058, 93000, 93008};  // form, or no such robot

HttpRequest Request(const std::string& text, const HttpTarget& target, const Secret&, Timestamp) {
  const boost::json::object document{{"msgtype", "text"},
                                     {"text", boost::json::object{{"content", text}}}};
  return {target.url, {}, CompactJson(document)};
}

}  // namespace

const RobotDialect& WecomDialect() {
  static const RobotDialect dialect{2048, &Request, "errcode", "errmsg", kHopeless};
  return dialect;
}

ChannelFactory PlanWecom(TomlTable& table, const FileReader& read,
                         const ChannelSettings& settings) {
  return PlanRobot(table, read, settings, WecomDialect(), false);
}

}  // namespace xunjian
