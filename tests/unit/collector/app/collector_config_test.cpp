#include "collector/app/collector_config.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using Catch::Matchers::Contains;

Result<Secret> NoFile(const std::string& path, FileKind) {
  return MakeError(ErrorCode::kNotFound, {"there is no file {}", "没有文件 {}"}, path);
}

TEST_CASE("what init writes can be read, and shows figures on loopback") {
  CollectorConfig config;
  config.http_listen = kUsualHttpListen;
  const auto read = ParseCollectorConfig(CollectorConfigText(config), "collector.toml", &NoFile);
  REQUIRE(read.has_value());
  CHECK(read->http_listen == "127.0.0.1:9420");
  CHECK(read->advertise.empty());
}

TEST_CASE("a collector without the key shows no figures") {
  CHECK(ParseCollectorConfig("site = 'hq'", "collector.toml", &NoFile)->http_listen.empty());
}

TEST_CASE("figures are shown on loopback or not at all") {
  const auto open = ParseCollectorConfig("http_listen = '0.0.0.0:9420'", "collector.toml", &NoFile);
  REQUIRE_FALSE(open.has_value());
  CHECK_THAT(open.error().In(Language::kEnglish), Contains("loopback"));
  CHECK_THAT(open.error().In(Language::kChinese), Contains("回环地址"));
}

}  // namespace
}  // namespace xunjian
