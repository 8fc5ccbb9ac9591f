#include "base/ids.h"

#include <catch2/catch.hpp>
#include <set>

namespace xunjian {

TEST_CASE("random ids are 32 lower-case hex digits and differ") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = RandomId();
    REQUIRE(id.size() == 32);
    REQUIRE(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    seen.insert(id);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("epochs are not zero and differ") {
  const std::uint64_t epoch = RandomEpoch();
  CHECK(epoch != 0);
  CHECK(epoch != RandomEpoch());
  CHECK(epoch < (std::uint64_t(1) << 53U));
}

TEST_CASE("names are safe as file names, subjects and labels") {
  for (const char* name : {"a", "web01", "Web-01.example_com", "0", "a..b"}) {
    INFO(name);
    CHECK(IsValidName(name));
  }
  CHECK(IsValidName(std::string(128, 'a')));
  for (const char* name :
       {"", ".", "..", ".hidden", "-x", "_x", "a/b", "a b", "a\n", "税务", "a:b", "a=b", "../x"}) {
    INFO(name);
    CHECK_FALSE(IsValidName(name));
  }
  CHECK_FALSE(IsValidName(std::string(129, 'a')));
  CHECK_FALSE(IsValidName(std::string_view("a\0b", 3)));
}

}  // namespace xunjian
