#include "collector/notify/log_channel.h"

namespace xunjian {

Delivery LogChannel::Send(const Notification& notification) {
  const IncidentRow& incident = notification.incident;
  logger_.Warning("incident notification", {{"incident", incident.id},
                                            {"kind", notification.kind},
                                            {"status", ToString(incident.status)},
                                            {"group", incident.group},
                                            {"worst", ToString(incident.worst)},
                                            {"members", incident.members},
                                            {"failing", incident.failing},
                                            {"key", notification.key}});
  return {};
}

}  // namespace xunjian
