#include "command_line/log_options.h"

#include <catch2/catch.hpp>

#include "command_line/log_choice.h"

using namespace xunjian;
using Catch::Matchers::Contains;

TEST_CASE("every name of a log format or level is understood") {
  for (const std::string_view name : LogFormatNames()) CHECK(ParseLogFormat(name));
  for (const std::string_view name : LogLevelNames()) CHECK(ParseLogLevel(name));
  const auto choice = ParseLogOptions({"journal", "debug"});
  REQUIRE(choice.has_value());
  CHECK(choice->format == LogFormat::kJournal);
  CHECK(choice->level == LogLevel::kDebug);
}

TEST_CASE("what nobody said is chosen by the terminal, and tells no debug lines") {
  const auto choice = ParseLogOptions({});
  REQUIRE(choice.has_value());
  CHECK(choice->format == LogFormat::kAuto);
  CHECK(choice->level == LogLevel::kInfo);
}

TEST_CASE("another name is refused with the option and what was meant") {
  const auto format = ParseLogOptions({"jsn", "info"});
  REQUIRE(format.has_error());
  CHECK(format.error().code() == ErrorCode::kInvalidArgument);
  CHECK_THAT(format.error().In(Language::kEnglish),
             Contains("--log-format") && Contains("did you mean 'json'?"));
  const auto level = ParseLogOptions({"json", "loud\x1b[2J"});
  REQUIRE(level.has_error());
  CHECK_THAT(level.error().In(Language::kChinese),
             Contains("--log-level") && Contains("warning") && !Contains("\x1b"));
}
