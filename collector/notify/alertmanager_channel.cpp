#include "collector/notify/alertmanager_channel.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <map>

#include "collector/notify/channel_kinds.h"
#include "collector/notify/incident_lines.h"
#include "collector/notify/news_json.h"
#include "collector/notify/news_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

constexpr Duration kUnsolved = std::chrono::hours(24 * 7);

class AlertmanagerChannel final : public Channel {
 public:
  AlertmanagerChannel(const HttpTarget& target, Language language)
      : post_(target), language_(language) {}

  Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) override {
    return DeliveryOf(post_.Post(AlertmanagerRequest(batch, language_, post_.target()), stop));
  }

 private:
  HttpPost post_;
  const Language language_;
};

json::object AlertOf(const Notification& notification, Language language) {
  const IncidentRow& row = notification.detail.incident;
  const NewsText text = TextOf(notification, language);
  const Timestamp ends = row.solved_at.value_or(notification.created_at + kUnsolved);
  return {{"labels", json::object{{"alertname", "XunjianIncident"},
                                  {"incident", notification.thread},
                                  {"host", CleanPart(row.host)},
                                  {"site", CleanPart(row.site)},
                                  {"group", CleanPart(row.group)}}},
          {"annotations", json::object{{"summary", text.subject},
                                       {"description", text.body},
                                       {"worst", std::string(ToString(row.worst))},
                                       {"status", std::string(ToString(row.status))}}},
          {"startsAt", FormatRfc3339(row.opened_at)},
          {"endsAt", FormatRfc3339(ends)}};
}

}  // namespace

HttpRequest AlertmanagerRequest(std::span<const Notification> batch, Language language,
                                const HttpTarget& target) {
  std::map<std::string, json::object> newest;  // of several pieces of news of one incident
  for (const Notification& notification : batch) {
    newest[notification.thread] = AlertOf(notification, language);
  }
  json::array alerts;
  for (auto& [thread, alert] : newest) alerts.push_back(std::move(alert));
  std::string url = target.url.Reveal();
  while (url.ends_with('/')) url.pop_back();
  return {Secret(url + "/api/v2/alerts"), {}, CompactJson(alerts)};
}

ChannelFactory PlanAlertmanager(TomlTable& table, const FileReader& read,
                                const ChannelSettings& settings) {
  HttpTarget target = ReadHttpTarget(table, read, false);
  target.timeout = settings.timeout;
  const Language language = settings.language;
  return [target, language](const ChannelParts&) -> std::unique_ptr<Channel> {
    return std::make_unique<AlertmanagerChannel>(target, language);
  };
}

}  // namespace xunjian
