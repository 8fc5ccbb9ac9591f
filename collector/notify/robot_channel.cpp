#include "collector/notify/robot_channel.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "base/utf8.h"
#include "collector/notify/channel_kinds.h"
#include "collector/notify/news_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostShown = 200;

class RobotChannel final : public Channel {
 public:
  RobotChannel(const HttpTarget& target, Secret secret, Language language,
               const RobotDialect& dialect, const Clock& clock)
      : post_(target),
        secret_(std::move(secret)),
        language_(language),
        dialect_(dialect),
        clock_(clock) {}

  Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) override {
    const std::string text = RobotText(batch, language_, dialect_.most_bytes);
    const HttpRequest request = dialect_.request(text, post_.target(), secret_, clock_.Now());
    return RobotDelivery(post_.Post(request, stop), dialect_);
  }

 private:
  HttpPost post_;
  const Secret secret_;
  const Language language_;
  const RobotDialect dialect_;
  const Clock& clock_;
};

// The subject, and the body when it fits into the room.
void AddNews(const NewsText& news, std::size_t room, std::string& text) {
  text += news.subject + "\n";
  if (text.size() + news.body.size() + 1 <= room) text += news.body + "\n";
}

}  // namespace

std::string RobotText(std::span<const Notification> batch, Language language,
                      std::size_t most_bytes) {
  if (batch.size() == 1) {
    const NewsText news = TextOf(batch.front(), language);
    return CleanText(news.subject + "\n\n" + news.body, most_bytes);
  }
  const std::size_t share = most_bytes / batch.size();
  std::string text;
  std::size_t room = 0;
  for (const Notification& notification : batch) {
    NewsText news = TextOf(notification, language);
    room += share;
    news.subject = CleanText(news.subject, share - 1);
    AddNews(news, room, text);
  }
  return text;
}

Delivery RobotDelivery(const Result<HttpAnswer>& answer, const RobotDialect& dialect) {
  Delivery delivery = DeliveryOf(answer);
  if (delivery.outcome != DeliveryReported::Outcome::kDelivered) return delivery;
  boost::system::error_code failed;
  const json::value document = json::parse(answer->body, failed);
  const auto* object = failed ? nullptr : document.if_object();
  const auto* code = object ? object->if_contains(dialect.code_name) : nullptr;
  if (!code || !code->is_int64()) return Retry("the robot's answer says nothing");
  if (code->get_int64() == 0) return delivery;
  const auto* why = object->if_contains(dialect.why_name);
  const std::string said =
      fmt::format("code {}: {}", code->get_int64(),
                  why && why->is_string()
                      ? CleanLine({why->get_string().data(), why->get_string().size()}, kMostShown)
                      : "");
  return dialect.hopeless.contains(code->get_int64()) ? Rejected(said) : Retry(said);
}

ChannelFactory PlanRobot(TomlTable& table, const FileReader& read, const ChannelSettings& settings,
                         const RobotDialect& dialect, bool has_secret) {
  HttpTarget target = ReadHttpTarget(table, read, true);
  target.timeout = settings.timeout;
  const Secret secret =
      has_secret ? ReadFileKey(table, "secret_file", FileKind::kSecret, read) : Secret();
  const Language language = settings.language;
  return [=](const ChannelParts& parts) -> std::unique_ptr<Channel> {
    return std::make_unique<RobotChannel>(target, secret, language, dialect, parts.clock);
  };
}

}  // namespace xunjian
