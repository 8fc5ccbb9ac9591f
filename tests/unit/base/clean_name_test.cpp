#include "base/clean_name.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kMost = 64;

}  // namespace

TEST_CASE("a name that can be seen and is short enough stays as it is") {
  for (const char* name : {"", "/var/log", "eth0", "税务 系统", "a~b", "C:\\"}) {
    CHECK(CleanName(name, kMost) == name);
  }
}

TEST_CASE("names that would look the same stay apart, and show nothing invisible") {
  const std::vector<std::string> names = {"disk",       "di\u200Bsk", "disk\u200B",    "\uFEFFdisk",
                                          "di\u00ADsk", "di\u202Esk", "di\u2060sk",    "disk\uFE0F",
                                          "di\u3164sk", "disk\x01",   "disk\U000E0041"};
  std::set<std::string> clean;
  for (const std::string& name : names) {
    const std::string cleaned = CleanName(name, kMost);
    INFO(cleaned);
    CHECK(cleaned.starts_with("disk"));
    CHECK((cleaned == "disk") == (name == "disk"));
    clean.insert(cleaned);
  }
  CHECK(clean.size() == names.size());
}

TEST_CASE("a name that is cut ends in a mark that tells it from others") {
  const std::string one = CleanName(std::string(200, 'x') + "1", kMost);
  const std::string two = CleanName(std::string(200, 'x') + "2", kMost);
  CHECK(one.size() == kMost);
  CHECK(one != two);
  CHECK(one.find('~') != std::string::npos);
}

TEST_CASE("cleaning a clean name changes nothing, whatever it was") {
  for (const std::string& name :
       {std::string("a\xff\xfe"), std::string(200, '\x01'), std::string("\xe7\xa8"),
        std::string("a\tb\nc"), "长" + std::string(100, 'y'), std::string("\u200B")}) {
    const std::string clean = CleanName(name, kMost);
    CHECK(IsValidUtf8(clean));
    CHECK(clean.size() <= kMost);
    CHECK(CleanName(clean, kMost) == clean);
  }
}

}  // namespace xunjian
