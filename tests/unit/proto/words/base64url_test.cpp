#include "proto/words/base64url.h"

#include <catch2/catch.hpp>

using namespace xunjian;

TEST_CASE("base64url gives the vectors of RFC 4648 without padding") {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(EncodeBase64Url(bytes) == text);
    CHECK(DecodeBase64Url(text) == std::string(bytes));
  }
}

TEST_CASE("base64url refuses what no encoder wrote") {
  for (const std::string_view text : {"A", "Zg==", "Zm9v Yg", "Zm+v", "Zh", "Zm9"}) {
    INFO(text);
    CHECK(DecodeBase64Url(text) == std::nullopt);
  }
}
