#include "checks/api/parameters.h"

#include <array>
#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using Kind = ParameterSpec::Kind;

constexpr std::array kSpecs = {
    ParameterSpec{"host", Kind::kString, true, {"", ""}, 0, 0},
    ParameterSpec{"port", Kind::kInteger, false, {"", ""}, 1, 65535},
    ParameterSpec{"factor", Kind::kNumber, false, {"", ""}, 0, 1},
    ParameterSpec{"follow", Kind::kBoolean, false, {"", ""}, 0, 0},
    ParameterSpec{"paths", Kind::kStrings, false, {"", ""}, 0, 0},
};

std::string Complaints(std::map<std::string, ParameterValue, std::less<>> values,
                       Language language = Language::kEnglish) {
  const Result<void> checked = CheckParameters(Parameters(std::move(values)), kSpecs);
  return checked ? "" : std::string(checked.error().In(language));
}

TEST_CASE("parameters that fit their specification pass") {
  CHECK(Complaints({}).empty());
  CHECK(Complaints({{"host", "db1"},
                    {"port", std::int64_t{5432}},
                    {"factor", 0.5},
                    {"follow", true},
                    {"paths", std::vector<std::string>{"/a"}}}) == "");
  CHECK(Complaints({{"factor", std::int64_t{1}}, {"paths", "/a"}}).empty());
}

TEST_CASE("an unknown parameter is named with a suggestion") {
  CHECK(Complaints({{"prt", std::int64_t{1}}}) ==
        "unknown parameter \"prt\", did you mean \"port\"?");
  CHECK(Complaints({{"zzzzzzzzzz", true}}) == "unknown parameter \"zzzzzzzzzz\"");
}

TEST_CASE("a wrong type and a value out of bounds are named") {
  CHECK(Complaints({{"port", "x"}}) == "parameter \"port\" must be a whole number");
  CHECK(Complaints({{"port", "x"}}, Language::kChinese) == "参数“port”应为整数");
  CHECK(Complaints({{"port", std::int64_t{0}}}) ==
        "parameter \"port\" must be between 1 and 65535");
  CHECK(Complaints({{"factor", 1.5}}) == "parameter \"factor\" must be between 0 and 1");
  CHECK_FALSE(Complaints({{"factor", std::numeric_limits<double>::quiet_NaN()}}).empty());
}

TEST_CASE("all complaints come at once") {
  const std::string all = Complaints({{"follow", "yes"}, {"host", true}});
  CHECK(all == "parameter \"follow\" must be true or false; parameter \"host\" must be a string");
}

TEST_CASE("a value of another type, or none, gives the fallback") {
  const Parameters parameters({{"port", std::int64_t{80}}, {"path", "/a"}, {"ratio", 0.5}});
  CHECK(parameters.Integer("port", 1) == 80);
  CHECK(parameters.Integer("ratio", 1) == 1);
  CHECK(parameters.Number("port", 1) == 80);
  CHECK(parameters.Number("nothing", 7) == 7);
  CHECK(parameters.String("path") == "/a");
  CHECK(parameters.String("nothing", "x") == "x");
  CHECK(parameters.Boolean("port", true));
  CHECK(parameters.Strings("path") == std::vector<std::string>{"/a"});
  CHECK(parameters.Strings("nothing").empty());
}

}  // namespace
}  // namespace xunjian
