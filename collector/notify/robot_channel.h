#pragma once

#include <functional>
#include <set>
#include <string>

#include "collector/notify/channel_plan.h"
#include "collector/notify/http_post.h"

namespace xunjian {

// How the robot of one chat program is spoken to. Both functions are pure.
struct RobotDialect {
  std::size_t most_bytes;  // of the text
  HttpRequest (*request)(const std::string& text, const HttpTarget& target, const Secret& secret,
                         Timestamp now);
  std::string_view code_name;  // of the answer's member that is 0 when all went well
  std::string_view why_name;
  const std::set<std::int64_t>& hopeless;  // codes that say the configuration is wrong
};

// One text for all of the batch, of at most so many bytes: subjects all, bodies as far as they fit.
std::string RobotText(std::span<const Notification> batch, Language language,
                      std::size_t most_bytes);

// Robots answer HTTP 200 to what they refuse; the code in the body tells. What is not known to be
// hopeless is tried again.
Delivery RobotDelivery(const Result<HttpAnswer>& answer, const RobotDialect& dialect);

ChannelFactory PlanRobot(TomlTable& table, const FileReader& read, const ChannelSettings& settings,
                         const RobotDialect& dialect, bool has_secret);

}  // namespace xunjian
