#include "collector/notify/syslog_message.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "collector/notify/news_text.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 1800;  // of the text; what every receiver must take is 2 KiB

int SeverityOf(const IncidentRow& row) {
  if (row.solved_at) return 5;
  return row.worst == Outcome::kCritical ? 2 : 4;
}

// RFC 5424 §6.2.4: printable ASCII without blanks.
std::string HeaderField(std::string_view text, std::size_t most) {
  std::string field;
  for (const unsigned char byte : text.substr(0, most)) {
    if (byte > 0x20 && byte < 0x7f) field += static_cast<char>(byte);
  }
  return field.empty() ? "-" : field;
}

}  // namespace

std::string SyslogMessage(const Notification& notification, Language language, int facility,
                          const std::string& host) {
  const IncidentRow& row = notification.detail.incident;
  const NewsText text = TextOf(notification, language);
  const std::string line = fmt::format("{} id={} {}", CleanLine(text.subject, kMostBytes),
                                       notification.id, CleanLine(text.body, kMostBytes));
  return fmt::format("<{}>1 {} {} xunjian-collector - {} - \xEF\xBB\xBF{}",
                     facility * 8 + SeverityOf(row), FormatRfc3339(notification.created_at),
                     HeaderField(host, 255), HeaderField(notification.kind, 32),
                     CleanLine(line, kMostBytes));
}

std::string OctetCounted(const std::string& message) {
  return fmt::format("{} {}", message.size(), message);
}

}  // namespace xunjian
