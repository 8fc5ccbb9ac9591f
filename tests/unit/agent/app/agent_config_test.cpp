#include "agent/app/agent_config.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

TEST_CASE("what enrolment writes can be read, and paths are those of its folder") {
  const Result<AgentConfig> config =
      ParseAgentConfig(AgentConfigText("collector.example:7420"), "/a/agent.toml");
  REQUIRE(config.has_value());
  CHECK(config->collector == "collector.example:7420");
  CHECK(config->identity == "/a/identity");
  CHECK(config->spool == "/a/spool");
  CHECK(config->assignments == "/a/assignments.bin");
  CHECK(config->runner_socket == "/a/run/runner.sock");
  CHECK(config->spool_bytes == 64 << 20);
  CHECK(config->log_format == LogFormat::kAuto);
  CHECK(config->http_listen == "127.0.0.1:9421");
}

TEST_CASE("figures are shown on loopback or not at all") {
  CHECK(ParseAgentConfig("collector = 'c:1'", "/a/agent.toml")->http_listen.empty());
  const auto open =
      ParseAgentConfig("collector = 'c:1'\nhttp_listen = '0.0.0.0:9421'", "/a/x.toml");
  REQUIRE_FALSE(open.has_value());
  CHECK(open.error().In(Language::kEnglish).find("loopback") != std::string::npos);
}

TEST_CASE("absolute paths stay") {
  const Result<AgentConfig> config =
      ParseAgentConfig("collector = 'c:1'\n[runner]\nsocket = '/run/xunjian/runner.sock'\n",
                       "/etc/xunjian/agent.toml");
  REQUIRE(config.has_value());
  CHECK(config->runner_socket == "/run/xunjian/runner.sock");
}

TEST_CASE("every problem of a configuration is said at once") {
  const Result<AgentConfig> config = ParseAgentConfig(
      "colector = 'c:1'\ncollector = 'no port'\n[spool]\nsize_mib = 1\n[log]\nlevel = 'loud'\n",
      "/a/agent.toml");
  REQUIRE_FALSE(config.has_value());
  CHECK(config.error().code() == ErrorCode::kInvalidArgument);
  const std::string text = config.error().In(Language::kEnglish);
  for (const char* what : {"colector", "host:port", "size_mib", "level"}) {
    INFO(text);
    CHECK(text.find(what) != std::string::npos);
  }
}

}  // namespace
}  // namespace xunjian
