#pragma once

#include <string>

#include "collector/notify/channel.h"

namespace xunjian {

// One RFC 5424 message, one line, at most 2 KiB: "<PRI>1 TIME HOST xunjian-collector - KIND - BOM
// …". The severity is that of the incident: critical, warning, or notice once it is solved. Pure.
std::string SyslogMessage(const Notification& notification, Language language, int facility,
                          const std::string& host);

// RFC 6587 §3.4.1: how streams keep messages apart, "LENGTH MESSAGE".
std::string OctetCounted(const std::string& message);

}  // namespace xunjian
