#include "checks/api/ruler.h"

#include <fmt/format.h>

#include "base/digest.h"

namespace xunjian {
namespace {

// A text that two different rulers can never share: every field is written with its length.
class CanonicalText {
 public:
  void Add(std::string_view field) {
    text_ += fmt::format("{}:", field.size());
    text_ += field;
  }
  void Add(double number) { Add(fmt::format("{}", number)); }
  void Add(const std::optional<double>& number) {
    Add(number ? fmt::format("{}", *number) : std::string("none"));
  }
  void Add(Duration duration) { Add(fmt::format("{}", duration.count())); }
  void AddCount(std::size_t count) { Add(fmt::format("{}", count)); }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string Fingerprint(const CanonicalText& canonical) {
  return Sha256Hex(canonical.text()).substr(0, 16);
}

void AddThreshold(CanonicalText& text, const Threshold& threshold) {
  text.Add(threshold.name);
  text.Add(threshold.metric);
  text.AddCount(static_cast<std::size_t>(threshold.kind));
  text.AddCount(static_cast<std::size_t>(threshold.direction));
  text.Add(threshold.warning);
  text.Add(threshold.critical);
  text.Add(threshold.warning_for);
  text.Add(threshold.critical_for);
  text.Add(threshold.sample_metric);
  text.Add(threshold.least_sample);
  text.Add(threshold.clear_ratio);
}

void AddCheck(CanonicalText& text, const CheckType& check, const ThresholdOverrides& overrides) {
  text.Add(check.id);
  text.AddCount(check.thresholds.size());
  for (const Threshold& threshold : check.thresholds) {
    AddThreshold(text, InForce(threshold, overrides));
  }
}

// Lists and strings of one entry must differ, hence the kind in front.
void AddValue(CanonicalText& text, const ParameterValue& value) {
  text.AddCount(value.index());
  if (const auto* flag = std::get_if<bool>(&value)) text.Add(*flag ? "true" : "false");
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    text.Add(fmt::format("{}", *integer));
  if (const auto* number = std::get_if<double>(&value)) text.Add(*number);
  if (const auto* string = std::get_if<std::string>(&value)) text.Add(*string);
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    text.AddCount(list->size());
    for (const std::string& entry : *list) text.Add(entry);
  }
}

void AddParameters(CanonicalText& text, const Parameters& parameters) {
  text.AddCount(parameters.values().size());
  for (const auto& [name, value] : parameters.values()) {
    text.Add(name);
    AddValue(text, value);
  }
}

// Without the sources: where an approved value came from does not change the verdict.
void AddBaseline(CanonicalText& text, const std::optional<Baseline>& baseline) {
  text.Add(baseline ? "baseline" : "none");
  if (!baseline) return;
  text.AddCount(baseline->entries.size());
  for (const auto& [key, entry] : baseline->entries) {
    text.Add(key);
    text.Add(entry.value);
  }
}

}  // namespace

std::string RulerOf(const CheckType& check, const Assignment& assignment) {
  CanonicalText text;
  AddCheck(text, check, assignment.thresholds);
  AddParameters(text, assignment.parameters);
  AddBaseline(text, assignment.baseline);
  return Fingerprint(text);
}

std::string RulerOf(std::span<const CheckType* const> checks) {
  CanonicalText text;
  text.AddCount(checks.size());
  for (const CheckType* check : checks) AddCheck(text, *check, {});
  return Fingerprint(text);
}

}  // namespace xunjian
