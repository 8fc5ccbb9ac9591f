#include "collector/notify/webhook_channel.h"

#include <fmt/format.h>

#include "collector/notify/channel_kinds.h"
#include "collector/notify/news_json.h"
#include "collector/notify/signature.h"

namespace xunjian {
namespace {

class WebhookChannel final : public Channel {
 public:
  WebhookChannel(const HttpTarget& target, Secret secret, Language language, const Clock& clock)
      : post_(target), secret_(std::move(secret)), language_(language), clock_(clock) {}

  Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) override {
    const HttpRequest request =
        WebhookRequest(batch.front(), language_, post_.target(), secret_, clock_.Now());
    return DeliveryOf(post_.Post(request, stop));
  }

 private:
  HttpPost post_;
  const Secret secret_;
  const Language language_;
  const Clock& clock_;
};

}  // namespace

HttpRequest WebhookRequest(const Notification& notification, Language language,
                           const HttpTarget& target, const Secret& secret, Timestamp now) {
  HttpRequest request;
  request.url = target.url;
  request.body = CompactJson(NewsJson(notification, language));
  request.headers.emplace_back("Idempotency-Key", notification.id);
  if (secret.empty()) return request;
  const std::string timestamp =
      fmt::to_string(std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count());
  request.headers.emplace_back("X-Xunjian-Timestamp", timestamp);
  request.headers.emplace_back(
      "X-Xunjian-Signature",
      "sha256=" + Hex(HmacSha256(secret.Reveal(), timestamp + "." + request.body)));
  return request;
}

ChannelFactory PlanWebhook(TomlTable& table, const FileReader& read,
                           const ChannelSettings& settings) {
  HttpTarget target = ReadHttpTarget(table, read, false);
  target.timeout = settings.timeout;
  const Secret secret = ReadFileKey(table, "secret_file", FileKind::kSecret, read);
  const Language language = settings.language;
  return [target, secret, language](const ChannelParts& parts) -> std::unique_ptr<Channel> {
    return std::make_unique<WebhookChannel>(target, secret, language, parts.clock);
  };
}

}  // namespace xunjian
