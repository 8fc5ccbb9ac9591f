#include "agent/app/agent_program.h"

#include <algorithm>
#include <catch2/catch.hpp>

namespace xunjian {
namespace {

// The word after `option`; "" when it is not there.
std::string ValueOf(const std::vector<std::string>& argv, std::string_view option) {
  const auto at = std::find(argv.begin(), argv.end(), option);
  return at == argv.end() || at + 1 == argv.end() ? "" : at[1];
}

}  // namespace

TEST_CASE("agent and runner of one folder speak the language of their parent") {
  AgentConfig config;
  config.runner_socket = "/d/run/runner.sock";
  for (const auto& [language, word] :
       {std::pair(Language::kChinese, "zh"), std::pair(Language::kEnglish, "en")}) {
    const auto programs = ProgramsOf(config, "/d/agent.toml", "/usr/bin/xunjian-agent", language);
    REQUIRE(programs.size() == 2);
    for (const SupervisedProgram& program : programs) {
      INFO(program.name);
      CHECK(ValueOf(program.argv, "--lang") == word);
    }
    CHECK(ValueOf(programs[0].argv, "--config") == "/d/agent.toml");
    CHECK(programs[1].argv[0] == "/usr/bin/xunjian-runner");
    CHECK(ValueOf(programs[1].argv, "--socket") == "/d/run/runner.sock");
  }
}

}  // namespace xunjian
