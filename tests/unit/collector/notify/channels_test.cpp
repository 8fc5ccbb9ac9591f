#include "collector/notify/channels.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using Catch::Contains;

Result<Secret> OneFile(const std::string& path, FileKind) {
  if (path == "there") return Secret("https://robot.example.cn/send?key=t0ken");
  return MakeError(ErrorCode::kNotFound, {"{}: there is no such file", "{}：文件不存在"}, path);
}

std::string ProblemsOf(const std::string& text, std::vector<ChannelPlan>* plans = nullptr) {
  auto file = TomlFile::Parse(text, "collector.toml");
  TomlTable root = file->root();
  auto read = ReadChannels(root, &OneFile);
  if (plans) *plans = std::move(read);
  const auto finished = file->Finish();
  return finished ? "" : finished.error().In(Language::kEnglish);
}

TEST_CASE("a collector without channels has the log") {
  std::vector<ChannelPlan> plans;
  CHECK(ProblemsOf("", &plans) == "");
  REQUIRE(plans.size() == 1);
  CHECK(plans[0].settings.name == "log");
}

TEST_CASE("a channel has the limits of its kind unless it says otherwise") {
  std::vector<ChannelPlan> plans;
  CHECK(ProblemsOf(R"(
[[channel]]
name = "robot"
kind = "wecom"
url_file = "there"
[[channel]]
name = "hook"
kind = "webhook"
url = "http://127.0.0.1:1/"
language = "en"
per_minute = 5
timeout = "2s"
)",
                   &plans) == "");
  REQUIRE(plans.size() == 3);
  CHECK(plans[1].settings.per_minute == 18);
  CHECK(plans[1].settings.batch == 8);
  CHECK(plans[1].settings.language == Language::kChinese);
  CHECK(plans[2].settings.per_minute == 5);
  CHECK(plans[2].settings.timeout == std::chrono::seconds(2));
  CHECK(plans[2].settings.language == Language::kEnglish);
}

TEST_CASE("every mistake in the channels is said at once, and no secret with it") {
  const std::string problems = ProblemsOf(R"(
[[channel]]
name = "log"
kind = "webhook"
url = "ftp://there"
[[channel]]
name = "mail"
kind = "smtp"
server = "no port"
from = "nobody"
to = ["a@b.cn\r\nBcc: c@d.cn"]
password_file = "gone"
pasword_file = "hunter2"
[[channel]]
name = "mail"
kind = "wecon"
[[channel]]
name = "robot"
kind = "dingtalk"
url = "https://robot/?access_token=t0ken"
[[channel]]
name = "sys"
kind = "syslog"
address = "log.example.cn"
facility = "kern"
)");
  for (const char* part :
       {"another channel called 'log'", "not an address of HTTP", "write host:port",
        "not an address of mail", "gone: there is no such file", "unknown key 'pasword_file'",
        "did you mean 'password_file'", "another channel called 'mail'", "wecom", "url_file",
        "write udp://host:514", "facility"}) {
    CHECK_THAT(problems, Contains(part));
  }
  CHECK(problems.find("t0ken") == std::string::npos);
  CHECK(problems.find("hunter2") == std::string::npos);
}

TEST_CASE("there are no more than 32 channels") {
  std::string text;
  for (int i = 0; i < 32; ++i) {
    text += "[[channel]]\nname = \"c" + std::to_string(i) +
            "\"\nkind = \"syslog\"\naddress = \"udp://127.0.0.1:514\"\n";
  }
  CHECK_THAT(ProblemsOf(text), Contains("at most 32"));
}

}  // namespace
}  // namespace xunjian
