#include "base/tls_identity.h"

#include <catch2/catch.hpp>

namespace xunjian {

TEST_CASE("an identity is read back from its URI; the name stands elsewhere") {
  const std::vector<std::pair<TlsIdentity::Kind, std::string>> rows = {
      {TlsIdentity::Kind::kAgent, "xunjian://hq/agent/7f3a"},
      {TlsIdentity::Kind::kOperator, "xunjian://hq/operator/7f3a"},
      {TlsIdentity::Kind::kCollector, "xunjian://hq/collector/7f3a"},
  };
  for (const auto& [kind, uri] : rows) {
    const TlsIdentity identity{.kind = kind, .site = "hq", .id = "7f3a"};
    CHECK(ToUri(identity) == uri);
    CHECK(ParseIdentityUri(uri).value() == identity);
  }
}

TEST_CASE("a URI that is not exactly ours is no identity") {
  for (const char* uri :
       {"", "xunjian://", "xunjian://hq", "xunjian://hq/agent", "xunjian://hq/agent/",
        "xunjian://hq/agent/1/2", "xunjian://hq/agent/1/", "xunjian:///agent/1", "xunjian://hq//1",
        "xunjian://hq/root/1", "xunjian://hq/Agent/1", "XUNJIAN://hq/agent/1", "https://hq/agent/1",
        "xunjian://h q/agent/1", "xunjian://hq/agent/../1", "xunjian://hq/agent/1\n",
        " xunjian://hq/agent/1"}) {
    INFO(uri);
    const auto parsed = ParseIdentityUri(uri);
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().code() == ErrorCode::kInvalidArgument);
  }
  CHECK(ParseIdentityUri(std::string_view("xunjian://hq/agent/1\0x", 22)).has_error());
}

}  // namespace xunjian
