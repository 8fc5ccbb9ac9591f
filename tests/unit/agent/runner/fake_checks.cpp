#include <array>
#include <charconv>
#include <limits>

#include "checks/api/reasons.h"
#include "checks/engine/read_source.h"
#include "fake_world.h"

namespace xunjian {
namespace {

Reading ReadCounter(const ReadContext& context, const Parameters&) {
  const Result<std::string> text = context.files.Read("/counter");
  if (!text) return NotReadOf(text.error(), "/counter");
  double value = 0;
  std::from_chars(text->data(), text->data() + text->size(), value);
  Observation observation;
  observation.items.push_back({"", {{"value", value, "count"}}, {}});
  return observation;
}

Reading ReadDirt(const ReadContext&, const Parameters&) {
  Observation observation;
  observation.items.push_back({std::string(1000, 'x') + "\xff",
                               {{"value", std::numeric_limits<double>::quiet_NaN(), "count"}},
                               {{"text", std::string(100000, 'y') + "\x1b[31m"}}});
  return observation;
}

std::vector<Verdict> JudgeCounter(const JudgeInput& input) {
  const ObservedItem& item = input.window.newest().observation.items[0];
  Verdict verdict;
  verdict.item = item.item;
  const double* value = item.Find("value");
  verdict.outcome = value && *value >= 10 ? Outcome::kCritical : Outcome::kOk;
  verdict.code = reason::kOk;
  const auto previous = input.previous.find(item.item);
  verdict.arguments = {
      {"samples", std::to_string(input.window.samples.size())},
      {"last_run", input.window.last_run ? "yes" : "no"},
      {"short", input.window.short_window ? "yes" : "no"},
      {"previous",
       previous == input.previous.end() ? "" : std::string(ToString(previous->second))}};
  return {verdict};
}

constexpr std::array<ParameterSpec, 1> kTarget{
    {{"target", ParameterSpec::Kind::kString, true, {"target", "目标"}}}};

CheckType Make(std::string_view id, bool needs_history) {
  CheckType type;
  type.id = id;
  type.needs_history = needs_history;
  type.judge = &JudgeCounter;
  return type;
}

}  // namespace

CheckLookup FakeChecks() {
  auto types = std::make_shared<std::array<CheckType, 4>>(
      std::array<CheckType, 4>{Make("fake.counter", true), Make("fake.level", false),
                               Make("fake.target", false), Make("fake.dirty", false)});
  (*types)[2].parameters = kTarget;
  return {[types](std::string_view id) -> const CheckType* {
            for (const CheckType& type : *types) {
              if (type.id == id) return &type;
            }
            return nullptr;
          },
          [](std::string_view id) { return id == "fake.dirty" ? &ReadDirt : &ReadCounter; }};
}

}  // namespace xunjian
