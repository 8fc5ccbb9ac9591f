#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <map>

#include "base/clock.h"
#include "collector/notify/channels.h"
#include "sample_news.h"
#include "tests/support/http_sink.h"
#include "tests/support/quiet_logger.h"
#include "tests/support/smtp_sink.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_certificates.h"

namespace xunjian {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using DeliveryOutcome = DeliveryReported::Outcome;

// Our own CA, and a server that it vouches for by address.
struct TestHouse {
  TestCertificate ca =
      MakeTestCertificate({.common_name = "test CA", .dns_names = {}, .authority = true});
  TestCertificate server =
      MakeTestCertificate({.common_name = "localhost", .dns_names = {"localhost"}}, &ca);
  std::shared_ptr<SSL_CTX> context = ServerContext(server.key_pem, server.certificate_pem);
};

class Outside {
 public:
  std::map<std::string, std::string> files;

  std::unique_ptr<Channel> Make(const std::string& keys) {
    auto file = TomlFile::Parse("[[channel]]\nname = \"it\"\nlanguage = \"en\"\n" + keys, "c.toml");
    TomlTable root = file->root();
    auto plans = ReadChannels(root, [this](const std::string& path, FileKind) -> Result<Secret> {
      const auto found = files.find(path);
      if (found == files.end()) return MakeError(ErrorCode::kNotFound, {"no {}", "无 {}"}, path);
      return Secret(found->second);
    });
    const auto finished = file->Finish();
    if (!finished) FAIL(finished.error().In(Language::kEnglish));
    return plans.back().make({clock, logger});
  }

 private:
  SystemClock clock;
  QuietLogger logger;
};

Delivery Send(Channel& channel, const Notification& news, const std::stop_token& stop = {}) {
  return channel.Send(std::span(&news, 1), stop);
}

TEST_CASE("a webhook posts signed JSON over one connection") {
  HttpSink sink;
  Outside world;
  world.files["k"] = "s3cret";
  const auto channel =
      world.Make("kind = \"webhook\"\nsecret_file = \"k\"\nurl = \"" + sink.url() + "/hook\"\n");
  CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kDelivered);
  CHECK(Send(*channel, SampleClosing()).outcome == DeliveryOutcome::kDelivered);
  const SunkRequest first = sink.Await(1);
  CHECK(first.line == "POST /hook HTTP/1.1");
  CHECK(first.headers.at("content-type") == "application/json");
  CHECK(first.headers.at("idempotency-key") == "hunan-1796115600-incident-7-opened");
  CHECK(first.headers.contains("x-xunjian-signature"));
  CHECK(boost::json::parse(first.body).at("news") == "opened");
  CHECK(boost::json::parse(sink.Await(2).body).at("news") == "solved");
}

TEST_CASE("no redirect is followed") {
  Outside world;
  HttpSink elsewhere;
  HttpSink sink({.status = 302, .headers = "Location: " + elsewhere.url() + "/\r\n"});
  const auto channel = world.Make("kind = \"webhook\"\nurl = \"" + sink.url() + "\"\n");
  CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kRejected);
  CHECK(elsewhere.requests().empty());
}

TEST_CASE("a server that nobody vouches for is not told, one of our CA is") {
  const TestHouse house;
  HttpSink sink({}, house.context);
  const std::string url = "https://localhost:" + sink.url().substr(sink.url().rfind(':') + 1);
  Outside world;
  world.files["ca"] = house.ca.certificate_pem;
  const std::string keys = "kind = \"webhook\"\nurl = \"" + url + "\"\n";
  CHECK(Send(*world.Make(keys), SampleNews("opened")).outcome == DeliveryOutcome::kRetry);
  CHECK(sink.requests().empty());
  const Delivery told = Send(*world.Make(keys + "ca_file = \"ca\"\n"), SampleNews("opened"));
  CAPTURE(told.detail);
  CHECK(told.outcome == DeliveryOutcome::kDelivered);
}

TEST_CASE("a server that hangs costs the time limit, and less when the collector stops") {
  HttpSink sink({.hangs = true});
  Outside world;
  const std::string keys = "kind = \"webhook\"\nurl = \"" + sink.url() + "\"\n";
  const auto begun = std::chrono::steady_clock::now();
  CHECK(Send(*world.Make(keys + "timeout = \"300ms\"\n"), SampleNews("opened")).outcome ==
        DeliveryOutcome::kRetry);
  CHECK(std::chrono::steady_clock::now() - begun < 3s);
  std::stop_source stop;
  std::thread stopper([&] {
    sink.Await(2);
    stop.request_stop();
  });
  const Delivery stopped =
      Send(*world.Make(keys + "timeout = \"60s\"\n"), SampleNews("opened"), stop.get_token());
  stopper.join();
  CHECK(stopped.outcome == DeliveryOutcome::kRetry);
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("a server that is not there is tried again, and no secret stands in the reason") {
  const std::string port = std::to_string(1);
  Outside world;
  world.files["u"] = "http://127.0.0.1:" + port + "/robot?key=t0ken";
  const Delivery delivery =
      Send(*world.Make("kind = \"wecom\"\nurl_file = \"u\"\n"), SampleNews("opened"));
  CHECK(delivery.outcome == DeliveryOutcome::kRetry);
  CHECK(delivery.detail.find("t0ken") == std::string::npos);
}

TEST_CASE("robots and Alertmanager are posted to where their configuration says") {
  HttpSink sink({.body = R"({"errcode":0,"code":0})"});
  Outside world;
  world.files["u"] = sink.url() + "/robot?key=t0ken";
  world.files["s"] = "SEC";
  for (const char* kind : {"wecom", "dingtalk", "feishu"}) {
    const std::string secret = kind == std::string("wecom") ? "" : "secret_file = \"s\"\n";
    const auto channel =
        world.Make("kind = \"" + std::string(kind) + "\"\nurl_file = \"u\"\n" + secret);
    CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kDelivered);
  }
  const auto manager = world.Make("kind = \"alertmanager\"\nurl = \"" + sink.url() + "\"\n");
  CHECK(Send(*manager, SampleNews("opened")).outcome == DeliveryOutcome::kDelivered);
  CHECK(sink.Await(1).line == "POST /robot?key=t0ken HTTP/1.1");
  CHECK_THAT(sink.Await(2).line, Contains("&timestamp=") && Contains("&sign="));
  CHECK_THAT(sink.Await(3).body, Contains("\"sign\""));
  CHECK(sink.Await(4).line == "POST /api/v2/alerts HTTP/1.1");
}

std::string MailKeys(const SmtpSink& sink, const std::string& more) {
  const std::string server = "localhost" + sink.server().substr(sink.server().find(':'));
  return "kind = \"smtp\"\nserver = \"" + server +
         "\"\nfrom = \"xunjian@example.cn\"\nto = [\"duty@example.cn\", \"left@example.cn\"]\n"
         "ca_file = \"ca\"\n" +
         more;
}

TEST_CASE("a mail goes over TLS, from the start or with STARTTLS, and says who it is from") {
  const TestHouse house;
  const bool from_start = GENERATE(false, true);
  SmtpSink sink(house.context, {.starts_with_tls = from_start});
  Outside world;
  world.files["ca"] = house.ca.certificate_pem;
  world.files["p"] = "pass word";
  const auto channel =
      world.Make(MailKeys(sink, "username = \"xunjian\"\npassword_file = \"p\"\nsecurity = \"" +
                                    std::string(from_start ? "tls" : "starttls") + "\"\n"));
  const Delivery delivery = Send(*channel, SampleNews("opened"));
  CAPTURE(delivery.detail);
  REQUIRE(delivery.outcome == DeliveryOutcome::kDelivered);
  REQUIRE(sink.mails().size() == 1);
  const SunkMail mail = sink.mails()[0];
  CHECK(mail.over_tls);
  CHECK(mail.authenticated == "AHh1bmppYW4AcGFzcyB3b3Jk");
  CHECK(mail.from == "xunjian@example.cn");
  CHECK(mail.to == std::vector<std::string>{"duty@example.cn", "left@example.cn"});
  CHECK_THAT(mail.text, Contains("Message-ID: <hunan-1796115600-incident-7-opened@example.cn>"));
}

TEST_CASE("no mail and no password goes to a server without TLS") {
  SmtpSink sink(nullptr, {.offers_tls = false});
  Outside world;
  world.files["ca"] = TestHouse().ca.certificate_pem;
  world.files["p"] = "pass word";
  const auto channel =
      world.Make(MailKeys(sink, "username = \"xunjian\"\npassword_file = \"p\"\n"));
  CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kRetry);
  CHECK(sink.mails().empty());
}

TEST_CASE("a mail server says for good, for now, or for whom it refuses") {
  const TestHouse house;
  struct Case {
    SmtpSink::Manners manners;
    DeliveryOutcome outcome;
    std::string detail;
  };
  const auto given = GENERATE(
      Case{{.data_answer = "554 spam"}, DeliveryOutcome::kRejected, "554 spam"},
      Case{{.data_answer = "451 later"}, DeliveryOutcome::kRetry, "451 later"},
      Case{{.refused = "left@example.cn"}, DeliveryOutcome::kDelivered, "550 no such user"});
  SmtpSink sink(house.context, given.manners);
  Outside world;
  world.files["ca"] = house.ca.certificate_pem;
  const Delivery delivery = Send(*world.Make(MailKeys(sink, "")), SampleNews("opened"));
  CAPTURE(delivery.detail);
  CHECK(delivery.outcome == given.outcome);
  CHECK_THAT(delivery.detail, Contains(given.detail));
}

TEST_CASE("a password that the mail server refuses costs no news: it is tried again") {
  const TestHouse house;
  SmtpSink sink(house.context, {.auth_answer = "535 wrong password"});
  Outside world;
  world.files["ca"] = house.ca.certificate_pem;
  world.files["p"] = "pass word";
  const auto channel =
      world.Make(MailKeys(sink, "username = \"xunjian\"\npassword_file = \"p\"\n"));
  const Delivery delivery = Send(*channel, SampleNews("opened"));
  CHECK(delivery.outcome == DeliveryOutcome::kRetry);
  CHECK_THAT(delivery.detail, Contains("535 wrong password") && !Contains("pass word\""));
  CHECK(sink.mails().empty());
}

TEST_CASE("a mail server that hangs costs the time limit") {
  SmtpSink sink(nullptr, {.hangs = true});
  Outside world;
  world.files["ca"] = TestHouse().ca.certificate_pem;
  const auto begun = std::chrono::steady_clock::now();
  const auto channel = world.Make(MailKeys(sink, "timeout = \"300ms\"\n"));
  CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kRetry);
  CHECK(std::chrono::steady_clock::now() - begun < 3s);
}

TEST_CASE("syslog over TCP counts its octets, and begins anew when the receiver did") {
  std::mutex mutex;
  std::vector<std::string> lines;
  const auto serve = [&](LoopbackClient& client) {
    std::string digits;
    for (auto byte = client.ReadBytes(1); byte && *byte != " "; byte = client.ReadBytes(1)) {
      digits += *byte;
    }
    const auto line = client.ReadBytes(digits.empty() ? 0 : std::stoul(digits));
    const std::scoped_lock lock(mutex);
    if (line && !line->empty()) lines.push_back(*line);
  };  // and leaves
  const auto count = [&] {
    const std::scoped_lock lock(mutex);
    return lines.size();
  };
  LoopbackListener listener(serve);
  Outside world;
  const auto channel =
      world.Make("kind = \"syslog\"\naddress = \"tcp://127.0.0.1:" + listener.port() + "\"\n");
  for (std::size_t sent = 1; sent <= 2; ++sent) {
    CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kDelivered);
    while (count() < sent) std::this_thread::yield();
  }
  CHECK_THAT(lines[1], Catch::StartsWith("<26>1 "));
}

TEST_CASE("syslog over a unix socket is one datagram a message") {
  const TempFolder folder;
  const std::string path = folder / "log";
  Outside world;
  const UniqueFd receiver(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  REQUIRE(::bind(receiver.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  const auto channel =
      world.Make("kind = \"syslog\"\nfacility = \"local0\"\naddress = \"unix://" + path + "\"\n");
  CHECK(Send(*channel, SampleNews("opened")).outcome == DeliveryOutcome::kDelivered);
  char buffer[4096];
  const auto got = ::recv(receiver.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
  REQUIRE(got > 0);
  CHECK_THAT(std::string(buffer, static_cast<std::size_t>(got)), Catch::StartsWith("<130>1 "));
}

}  // namespace
}  // namespace xunjian
