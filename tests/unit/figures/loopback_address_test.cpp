#include "figures/http/loopback_address.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

TEST_CASE("an address on loopback is taken") {
  const auto [text, port] = GENERATE(table<std::string, int>(
      {{"127.0.0.1:9420", 9420}, {"127.8.9.10:1", 1}, {"[::1]:65535", 65535}, {"localhost:0", 0}}));
  const auto endpoint = ParseLoopbackAddress(text);
  REQUIRE(endpoint.has_value());
  CHECK(endpoint->port() == port);
  CHECK(endpoint->address().is_loopback());
}

TEST_CASE("an address that others could reach is refused, and says what to write") {
  const std::string text =
      GENERATE("0.0.0.0:9420", "[::]:9420", "192.0.2.1:9420", "example.org:9420", "128.0.0.1:9420",
               "[::ffff:192.0.2.1]:9420", "127.0.0.1.example.org:9420", ":9420");
  const auto endpoint = ParseLoopbackAddress(text);
  REQUIRE_FALSE(endpoint.has_value());
  CHECK(endpoint.error().code() == ErrorCode::kInvalidArgument);
  CHECK(endpoint.error().In(Language::kEnglish).find("127.0.0.1:PORT") != std::string::npos);
}

TEST_CASE("what is no address is refused") {
  const std::string text = GENERATE("", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536",
                                    "127.0.0.1:-1", "127.0.0.1:9 ", "127.0.0.1:x");
  const auto endpoint = ParseLoopbackAddress(text);
  REQUIRE_FALSE(endpoint.has_value());
  CHECK(endpoint.error().In(Language::kEnglish).find("host:port") != std::string::npos);
}

}  // namespace
}  // namespace xunjian
