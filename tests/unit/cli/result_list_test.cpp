#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "command_bench.h"

using namespace xunjian;
using Catch::Matchers::Contains;

namespace {

ResultList OneRow() {
  return {.results = {{.host = "web1", .check = "c", .outcome = Outcome::kOk, .code = "ok"}}};
}

}  // namespace

TEST_CASE("a list that is cut says so, and how to see more") {
  CommandBench bench;
  const auto listed = [&bench](Language language) {
    bench.locale = language;
    CHECK(bench.Run({"result", "list"}) == 0);
    return bench.err();
  };
  bench.api.results = OneRow();
  CHECK(listed(Language::kEnglish).empty());

  bench.api.results.at_limit = true;
  CHECK_THAT(listed(Language::kEnglish), Contains("newest 100") && Contains("--limit"));
  CHECK_THAT(listed(Language::kChinese), Contains("最新的 100 条") && Contains("--limit"));

  bench.api.results.cut_short = true;
  CHECK_THAT(listed(Language::kEnglish), Contains("was not looked at") && Contains("--since"));
  CHECK_THAT(listed(Language::kChinese), Contains("尚未查看") && Contains("--since"));

  bench.api.results = OneRow();
  bench.api.results.damaged = true;
  CHECK_THAT(listed(Language::kEnglish), Contains("lost") && Contains("result history"));
  CHECK_THAT(listed(Language::kChinese), Contains("丢失") && Contains("result history"));
}

TEST_CASE("programs read from a list whether it is cut") {
  CommandBench bench;
  const auto truncated = [&bench] {
    CHECK(bench.Run({"result", "list", "-o", "json"}) == 0);
    return boost::json::parse(bench.out()).at("truncated").as_bool();
  };
  bench.api.results = OneRow();
  CHECK_FALSE(truncated());
  bench.api.results.at_limit = true;
  CHECK(truncated());
  bench.api.results = {.cut_short = true};
  CHECK(truncated());
}

TEST_CASE("who follows a list is told once that rows were left out") {
  CommandBench bench;
  int waits = 0;
  bench.on_wait = [&] {
    bench.api.results.at_limit = true;
    return ++waits <= 3;
  };
  CHECK(bench.Run({"result", "list", "--follow"}) == 0);
  CHECK_THAT(bench.err(), Contains("newest 10000"));
  CHECK(bench.err().find("newest") == bench.err().rfind("newest"));
}
