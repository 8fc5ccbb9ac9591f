#include "collector/notify/log_channel.h"

namespace xunjian {

Delivery LogChannel::Send(std::span<const Notification> batch, const std::stop_token&) {
  for (const Notification& notification : batch) {
    const IncidentRow& incident = notification.detail.incident;
    logger_.Warning("incident notification", {{"incident", incident.id},
                                              {"kind", notification.kind},
                                              {"status", ToString(incident.status)},
                                              {"group", incident.group},
                                              {"worst", ToString(incident.worst)},
                                              {"members", incident.members},
                                              {"failing", incident.failing},
                                              {"key", notification.id}});
  }
  return {};
}

}  // namespace xunjian
