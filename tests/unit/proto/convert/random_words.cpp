#include "random_words.h"

#include <limits>

namespace xunjian {

std::uint64_t RandomWords::Number(std::uint64_t least, std::uint64_t most) {
  return std::uniform_int_distribution<std::uint64_t>(least, most)(random_);
}

double RandomWords::Real() {
  return std::uniform_real_distribution<double>(-1e300, 1e300)(random_);
}

std::string RandomWords::Name() {
  std::string name(Number(1, 128), ' ');
  for (char& c : name) c = static_cast<char>(Number(0x20, 0x7e));
  return name;
}

std::string RandomWords::Words() {
  std::string words;
  for (std::uint64_t i = Number(0, 100); i > 0; --i) {
    words += Number(0, 1) == 0 ? std::string(1, static_cast<char>(Number(0x01, 0x7f))) : "巡";
  }
  return words;
}

std::vector<Metric> RandomWords::Metrics() {
  return List(4, [this] { return Metric{.name = Name(), .value = Real(), .unit = Name()}; });
}

ObservedItem RandomWords::Item() {
  return {.item = Name(),
          .metrics = Metrics(),
          .attributes = List(3, [this] { return Attribute{.name = Name(), .value = Words()}; })};
}

CheckResult RandomWords::Result() {
  const auto item = [this] {
    return ItemResult{
        .observed = Item(),
        .outcome = kAllOutcomes[Number(0, kAllOutcomes.size() - 1)],
        .code = Name(),
        .arguments = List(3, [this] { return Argument{.name = Name(), .value = Words()}; }),
        .readings = Metrics()};
  };
  return {.check = Name(),
          .assignment = Name(),
          .observed_at = Timestamp(Duration(Number(0, 1ULL << 62))),
          .duration = Duration(Number(0, 1ULL << 40)),
          .complete = Number(0, 1) == 1,
          .ruler = Name(),
          .items = List(5, item)};
}

Sample RandomWords::OneSample() {
  return {
      .at = Timestamp(Duration(Number(0, 1ULL << 62))),
      .uptime = Duration(Number(0, 1ULL << 60)),
      .boot_id = Name(),
      .observation = {.items = List(5, [this] { return Item(); }), .complete = Number(0, 1) == 1}};
}

Assignment RandomWords::OneAssignment() {
  Assignment assignment{
      .id = Name(),
      .check = Name(),
      .parameters = Parameters({{"boolean", Number(0, 1) == 1},
                                {"integer", static_cast<std::int64_t>(Number(0, 99))},
                                {"number", Real()},
                                {"string", Words()},
                                {"strings", List(3, [this] { return Words(); })}}),
      .interval = Duration(Number(0, 1ULL << 50)),
      .timeout = Duration(Number(0, 1ULL << 50)),
      .attempts = static_cast<int>(Number(1, 100)),
      .retry_interval = Duration(Number(0, 1ULL << 50)),
      .labels = {{Name(), Name()}}};
  assignment.thresholds[Name()] = {.warning = Real(), .critical_for = Duration(Number(0, 1000))};
  assignment.thresholds[Name()] = {.critical = Real(), .clear_ratio = 0.5};
  if (Number(0, 1) == 1) assignment.baseline = Baseline{{{Words(), {Words(), Words()}}}};
  return assignment;
}

AssignmentSet RandomWords::Set() {
  return {.version = Name(), .assignments = List(5, [this] { return OneAssignment(); })};
}

ResultBatch RandomWords::Batch() {
  return {.epoch = Number(1, ~0ULL), .columns = WildText(200) + "x", .gaps = List(3, [this] {
                                                                       return Gap();
                                                                     })};
}

ResultGap RandomWords::Gap() {
  ResultGap gap{.reason = static_cast<GapReason>(Number(1, 3))};
  for (std::uint64_t first = Number(1, 99); gap.seqs.Count() < 20; first += 40) {
    gap.seqs.Add(first, first + Number(0, 30));
  }
  gap.count = gap.reason == GapReason::kVoid ? 0 : gap.seqs.Count();
  gap.first_at = Timestamp(Duration(Number(0, 1ULL << 40)));
  gap.last_at = gap.first_at + Duration(Number(0, 1ULL << 40));
  return gap;
}

std::string RandomWords::WildText(std::size_t most) {
  std::string text(Number(0, most), static_cast<char>(Number(0, 255)));
  for (std::size_t i = 0; i < text.size() && i < 40; ++i) {
    text[i] = static_cast<char>(Number(0, 255));
  }
  return text;
}

CheckResult RandomWords::WildResult() {
  const double reals[] = {0, Real(), std::numeric_limits<double>::infinity(),
                          std::numeric_limits<double>::quiet_NaN()};
  const auto metric = [&] {
    return Metric{.name = WildText(300), .value = reals[Number(0, 3)], .unit = WildText(200)};
  };
  const auto item = [&] {
    return ItemResult{
        .observed = {.item = WildText(400),
                     .metrics = List(Number(0, 9) == 0 ? 400 : 3, metric),
                     .attributes = List(Number(0, 9) == 0 ? 300 : 3,
                                        [&] {
                                          return Attribute{WildText(200), WildText(9000)};
                                        })},
        .outcome = kAllOutcomes[Number(0, 7)],
        .code = WildText(200),
        .arguments = List(Number(0, 9) == 0 ? 100 : 3,
                          [&] {
                            return Argument{WildText(200), WildText(9000)};
                          }),
        .readings = List(3, metric)};
  };
  return {.check = WildText(200),
          .assignment = WildText(200),
          .observed_at = Timestamp(Duration(static_cast<std::int64_t>(random_()))),
          .duration = Duration(static_cast<std::int64_t>(random_())),
          .ruler = WildText(200),
          .items = List(30, item)};
}

}  // namespace xunjian
