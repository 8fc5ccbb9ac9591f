#include "proto/words/enrolment_token.h"

#include <catch2/catch.hpp>

#include "proto/words/base64url.h"

using namespace xunjian;

namespace {

EnrolmentToken Sample() {
  return {.enrol_address = "collector.example:7444",
          .agent_address = "[2001:db8::1]:7443",
          .ca_fingerprint = std::string(64, 'a'),
          .id = std::string(32, '1'),
          .secret = std::string(32, 'f')};
}

}  // namespace

TEST_CASE("a token survives its one line, with the blanks of a copy and paste") {
  const std::string text = FormatToken(Sample());
  CHECK(text.starts_with("xj1."));
  CHECK(text.find_first_of(" \n\t") == std::string::npos);
  CHECK(*ParseToken(text) == Sample());
  CHECK(*ParseToken("  " + text + "\r\n") == Sample());
}

TEST_CASE("a token that was cut anywhere is refused") {
  const std::string text = FormatToken(Sample());
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto parsed = ParseToken(text.substr(0, length));
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().code() == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("a token with a field out of shape is refused") {
  const auto refused = [](auto&& change) {
    EnrolmentToken token = Sample();
    change(token);
    return ParseToken(FormatToken(token)).has_error();
  };
  CHECK(refused([](auto& t) { t.enrol_address = "collector.example"; }));
  CHECK(refused([](auto& t) { t.enrol_address = ":7444"; }));
  CHECK(refused([](auto& t) { t.enrol_address = "collector.example:0"; }));
  CHECK(refused([](auto& t) { t.agent_address = "collector.example:65536"; }));
  CHECK(refused([](auto& t) { t.agent_address = "user@collector.example:7443"; }));
  CHECK(refused([](auto& t) { t.agent_address = std::string(300, 'a') + ":7443"; }));
  CHECK(refused([](auto& t) { t.ca_fingerprint.pop_back(); }));
  CHECK(refused([](auto& t) { t.ca_fingerprint[0] = 'A'; }));
  CHECK(refused([](auto& t) { t.id += "0"; }));
  CHECK(refused([](auto& t) { t.secret[3] = 'g'; }));
  CHECK(refused([](auto& t) { t.secret += "\nmore"; }));
}

TEST_CASE("a token says in both languages why it is refused") {
  const auto parsed = ParseToken("hello");
  REQUIRE(parsed.has_error());
  CHECK(parsed.error().In(Language::kEnglish).find("xj1.") != std::string::npos);
  CHECK(parsed.error().In(Language::kChinese).find("令牌") != std::string::npos);
}

TEST_CASE("a token of absurd length is refused before it is decoded") {
  CHECK(ParseToken("xj1." + std::string(100'000, 'A')).has_error());
}
