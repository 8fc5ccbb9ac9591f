#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "collector/notify/alertmanager_channel.h"
#include "collector/notify/message_pace.h"
#include "collector/notify/robot_requests.h"
#include "collector/notify/signature.h"
#include "collector/notify/syslog_message.h"
#include "collector/notify/syslog_socket.h"
#include "collector/notify/webhook_channel.h"
#include "sample_news.h"

namespace xunjian {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using DeliveryOutcome = DeliveryReported::Outcome;

HttpTarget TargetOf(const std::string& url) {
  HttpTarget target;
  target.url = Secret(url);
  return target;
}

std::string HeaderOf(const HttpRequest& request, std::string_view name) {
  for (const auto& [header, value] : request.headers) {
    if (header == name) return value;
  }
  return "";
}

boost::json::object ObjectOf(const HttpRequest& request) {
  return boost::json::parse(request.body).as_object();
}

TEST_CASE("HMAC-SHA-256 and base64 are those of their RFCs") {
  CHECK(Hex(HmacSha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, case 2
  CHECK(Base64("") == "");
  CHECK(Base64("f") == "Zg==");
  CHECK(Base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("a webhook says who sent it, when, and which news it is") {
  const HttpRequest request = WebhookRequest(SampleNews("opened"), Language::kEnglish,
                                             TargetOf("http://hook/"), Secret("s3cret"), kNine);
  CHECK(HeaderOf(request, "Idempotency-Key") == "hunan-1796115600-incident-7-opened");
  const std::string timestamp = HeaderOf(request, "X-Xunjian-Timestamp");
  CHECK(timestamp == "1796115600");
  CHECK(HeaderOf(request, "X-Xunjian-Signature") ==
        "sha256=" + Hex(HmacSha256("s3cret", timestamp + "." + request.body)));
  CHECK(request.body.find("s3cret") == std::string::npos);
  const auto document = ObjectOf(request);
  CHECK(document.at("schema") == "xunjian.notification/1");
  CHECK(document.at("news") == "opened");
  CHECK(document.at("incident").at("site") == "hunan");
  CHECK(document.at("members").as_array().size() == 2);
  CHECK(HeaderOf(WebhookRequest(SampleNews("opened"), Language::kEnglish, TargetOf("http://hook/"),
                                Secret(), kNine),
                 "X-Xunjian-Signature") == "");
}

TEST_CASE("each robot has its own JSON and signature") {
  const std::string text = "有一台主机 \"web1\"\n<at user_id=\"all\">";
  const Secret secret("SEC1");

  const HttpRequest wecom =
      WecomDialect().request(text, TargetOf("https://w/?key=k"), secret, kNine);
  CHECK(wecom.url.Reveal() == "https://w/?key=k");
  CHECK(ObjectOf(wecom).at("msgtype") == "text");
  CHECK(ObjectOf(wecom).at("text").at("content") == text.c_str());

  const HttpRequest ding =
      DingtalkDialect().request(text, TargetOf("https://d/?access_token=t"), secret, kNine);
  // Base64 of the HMAC with "/", "+" and "=" percent-encoded.
  CHECK_THAT(ding.url.Reveal(),
             Contains("https://d/?access_token=t&timestamp=1796115600000&sign="));
  const std::string sign = ding.url.Reveal().substr(ding.url.Reveal().find("&sign=") + 6);
  CHECK(sign.find_first_of("+/=") == std::string::npos);
  CHECK(sign.ends_with("%3D"));
  CHECK(ObjectOf(ding).at("text").at("content") == text.c_str());
  CHECK(DingtalkDialect().request(text, TargetOf("https://d/"), Secret(), kNine).url.Reveal() ==
        "https://d/");

  const HttpRequest feishu = FeishuDialect().request(text, TargetOf("https://f/"), secret, kNine);
  CHECK(ObjectOf(feishu).at("msg_type") == "text");
  CHECK(ObjectOf(feishu).at("timestamp") == "1796115600");
  CHECK(ObjectOf(feishu).at("sign") == Base64(HmacSha256("1796115600\nSEC1", "")).c_str());
  CHECK(ObjectOf(feishu).at("content").at("text") ==
        "有一台主机 \"web1\"\n＜at user_id=\"all\">");  // nobody is called by what a host sent
}

TEST_CASE("what a robot answers says whether another try makes sense") {
  struct Case {
    const RobotDialect& dialect;
    int status;
    std::string body;
    DeliveryOutcome outcome;
  };
  const auto given = GENERATE(
      Case{WecomDialect(), 200, R"({"errcode":0,"errmsg":"ok"})", DeliveryOutcome::kDelivered},
      Case{WecomDialect(), 200, R"({"errcode":45009,"errmsg":"freq"})", DeliveryOutcome::kRetry},
      Case{WecomDialect(), 200, R"({"errcode":93000,"errmsg":"bad"})", DeliveryOutcome::kRejected},
      Case{DingtalkDialect(), 200, R"({"errcode":130101,"errmsg":"fast"})",
           DeliveryOutcome::kRetry},
      Case{DingtalkDialect(), 200, R"({"errcode":310000})", DeliveryOutcome::kRejected},
      Case{FeishuDialect(), 200, R"({"code":0,"msg":"success"})", DeliveryOutcome::kDelivered},
      Case{FeishuDialect(), 200, R"({"code":19021,"msg":"sign"})", DeliveryOutcome::kRejected},
      Case{FeishuDialect(), 200, R"({"code":11232,"msg":"freq"})", DeliveryOutcome::kRetry},
      Case{WecomDialect(), 200, "not JSON", DeliveryOutcome::kRetry},
      Case{WecomDialect(), 200, "[]", DeliveryOutcome::kRetry},
      Case{WecomDialect(), 502, "", DeliveryOutcome::kRetry},
      Case{WecomDialect(), 404, "", DeliveryOutcome::kRejected});
  CAPTURE(given.status, given.body);
  CHECK(RobotDelivery(HttpAnswer{given.status, given.body}, given.dialect).outcome ==
        given.outcome);
}

TEST_CASE("the status of an answer says whether another try makes sense") {
  struct Case {
    int status;
    DeliveryOutcome outcome;
  };
  const auto given =
      GENERATE(Case{200, DeliveryOutcome::kDelivered}, Case{204, DeliveryOutcome::kDelivered},
               Case{302, DeliveryOutcome::kRejected}, Case{400, DeliveryOutcome::kRejected},
               Case{401, DeliveryOutcome::kRejected}, Case{408, DeliveryOutcome::kRetry},
               Case{429, DeliveryOutcome::kRetry}, Case{500, DeliveryOutcome::kRetry},
               Case{503, DeliveryOutcome::kRetry});
  CAPTURE(given.status);
  CHECK(DeliveryOf(HttpAnswer{given.status, ""}).outcome == given.outcome);
}

TEST_CASE("what waits for a robot is one message that names each, however little it takes") {
  std::vector<Notification> batch(8, SampleNews("opened"));
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].detail.incident.id = 100 + i;
  const std::string text = RobotText(batch, Language::kChinese, WecomDialect().most_bytes);
  CHECK(text.size() <= 2048);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    CHECK_THAT(text, Contains("事件 " + std::to_string(100 + i)));
  }
  const std::string one =
      RobotText(std::span(batch).first(1), Language::kChinese, WecomDialect().most_bytes);
  CHECK_THAT(one, Contains("接手请执行"));
  CHECK(one.size() <= 2048);
}

TEST_CASE("an incident is one alert of Alertmanager from its first news to its last") {
  const auto alert_of = [](const std::vector<Notification>& batch) {
    const HttpRequest request =
        AlertmanagerRequest(batch, Language::kEnglish, TargetOf("http://am:9093/"));
    CHECK(request.url.Reveal() == "http://am:9093/api/v2/alerts");
    const auto alerts = boost::json::parse(request.body).as_array();
    REQUIRE(alerts.size() == 1);
    return alerts[0].as_object();
  };
  const auto opened = alert_of({SampleNews("opened")});
  const auto solved = alert_of({SampleNews("updated"), SampleClosing()});
  CHECK(opened.at("labels") == solved.at("labels"));
  CHECK(opened.at("startsAt") == solved.at("startsAt"));
  CHECK(opened.at("endsAt") == "2026-12-08T09:00:40.000Z");
  CHECK(solved.at("endsAt") == "2026-12-01T09:12:00.000Z");
}

TEST_CASE("a line of syslog is RFC 5424, whatever stands in it") {
  const std::string opened =
      SyslogMessage(SampleNews("opened"), Language::kEnglish, 3, "col lector");
  CHECK_THAT(opened, Catch::StartsWith("<26>1 2026-12-01T09:00:40.000Z collector xunjian-collector "
                                       "- opened - \xEF\xBB\xBF[Xunjian] incident 7"));
  CHECK_THAT(opened, Contains("id=hunan-1796115600-incident-7-opened"));
  CHECK(opened.find('\n') == std::string::npos);
  CHECK(opened.size() <= 2048);
  CHECK_THAT(SyslogMessage(SampleClosing(), Language::kEnglish, 16, ""),
             Catch::StartsWith("<133>1 2026-12-01T09:12:00.000Z - "));
  CHECK(OctetCounted("<26>1 x") == "7 <26>1 x");
}

TEST_CASE("an address of syslog names transport, host and port") {
  const auto udp = ParseSyslogAddress("udp://log.example.cn:514").value();
  CHECK(udp.host == "log.example.cn");
  CHECK(udp.port == "514");
  CHECK(ParseSyslogAddress("tcp://[::1]:601").value().host == "::1");
  CHECK(ParseSyslogAddress("unix:///dev/log").value().host == "/dev/log");
  for (const char* bad : {"", "log:514", "udp://log", "udp://:514", "tcp://log:x",
                          "tcp://log:123456", "unix://dev/log", "http://log:514"}) {
    CAPTURE(bad);
    CHECK_FALSE(ParseSyslogAddress(bad));
  }
}

TEST_CASE("a pace lets so many messages through in any minute") {
  MessagePace pace(2);
  const SteadyTime start{};
  CHECK(pace.WaitAt(start) == 0s);
  pace.Note(start);
  pace.Note(start + 20s);
  CHECK(pace.WaitAt(start + 20s) == 40s);
  CHECK(pace.WaitAt(start + 60s) == 0s);
  pace.Note(start + 60s);
  CHECK(pace.WaitAt(start + 60s) == 20s);
  CHECK(MessagePace(0).WaitAt(start) == 0s);
}

}  // namespace
}  // namespace xunjian
