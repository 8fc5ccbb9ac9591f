#pragma once

#include <span>

#include "collector/notify/http_post.h"

namespace xunjian {

// One alert an incident, for POST /api/v2/alerts. Its labels never change, so that the news of one
// incident is one alert there: what may change stands in annotations. Unsolved it ends a week
// ahead, for nobody repeats it every minute as Prometheus does. Pure.
HttpRequest AlertmanagerRequest(std::span<const Notification> batch, Language language,
                                const HttpTarget& target);

}  // namespace xunjian
