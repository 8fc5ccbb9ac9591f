#include "checks/api/ruler.h"

#include <array>
#include <catch2/catch.hpp>

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{.name = "used_percent",
                                              .metric = "used_percent",
                                              .unit = "percent",
                                              .warning = 80,
                                              .critical = 90}};

CheckType FsSpace() {
  CheckType check;
  check.id = "host.perf.fs_space";
  check.thresholds = kThresholds;
  return check;
}

Parameters With(std::string name, ParameterValue value) {
  return Parameters(
      std::map<std::string, ParameterValue, std::less<>>{{std::move(name), std::move(value)}});
}

TEST_CASE("a ruler is sixteen hex digits and the same for the same input") {
  const std::string ruler = RulerOf(FsSpace(), {});
  CHECK(ruler.size() == 16);
  CHECK(ruler.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(ruler == RulerOf(FsSpace(), {}));
}

TEST_CASE("whatever can change a verdict changes the ruler") {
  const CheckType check = FsSpace();
  const std::string plain = RulerOf(check, {});

  Assignment stricter;
  stricter.thresholds["used_percent"].warning = 70;
  CHECK(RulerOf(check, stricter) != plain);

  Assignment slower;
  slower.thresholds["used_percent"].warning_for = std::chrono::minutes(5);
  CHECK(RulerOf(check, slower) != plain);

  Assignment aimed;
  aimed.parameters = With("path", "/data");
  CHECK(RulerOf(check, aimed) != plain);

  Assignment based;
  based.baseline = Baseline{{{"/data", {"rw", "policy"}}}};
  CHECK(RulerOf(check, based) != plain);

  Assignment based_on_nothing;
  based_on_nothing.baseline = Baseline{};
  CHECK(RulerOf(check, based_on_nothing) != plain);

  CheckType other = check;
  other.id = "host.perf.fs_inode";
  CHECK(RulerOf(other, {}) != plain);
}

TEST_CASE("what cannot change a verdict leaves the ruler alone") {
  const CheckType check = FsSpace();
  Assignment assignment;
  assignment.id = "rule/host.perf.fs_space";
  assignment.interval = std::chrono::minutes(1);
  assignment.labels["service"] = "tax";
  assignment.thresholds["no_such_threshold"].warning = 1;
  assignment.thresholds["used_percent"].warning = 80;
  CHECK(RulerOf(check, assignment) == RulerOf(check, {}));

  Assignment one;
  one.baseline = Baseline{{{"/", {"rw", "policy a"}}}};
  Assignment two;
  two.baseline = Baseline{{{"/", {"rw", "policy b"}}}};
  CHECK(RulerOf(check, one) == RulerOf(check, two));
}

TEST_CASE("values that look alike in text have different rulers") {
  const CheckType check = FsSpace();
  const auto with = [&check](ParameterValue value) {
    Assignment assignment;
    assignment.parameters = With("a", std::move(value));
    return RulerOf(check, assignment);
  };
  CHECK(with("1") != with(std::int64_t{1}));
  CHECK(with("x") != with(std::vector<std::string>{"x"}));
  CHECK(with(std::vector<std::string>{"a", "b"}) != with(std::vector<std::string>{"a,b"}));
}

TEST_CASE("the built-in ruler depends on every check in it") {
  const CheckType one = FsSpace();
  CheckType two = one;
  two.id = "host.perf.cpu";
  const std::array<const CheckType*, 1> small = {&one};
  const std::array<const CheckType*, 2> large = {&one, &two};
  CHECK(RulerOf(small) != RulerOf(large));
}

}  // namespace
}  // namespace xunjian
