#include "checks/api/reasons.h"

#include <algorithm>

#include "base/time.h"
#include "checks/api/chinese_spacing.h"
#include "checks/api/quantity.h"
#include "checks/api/shared_reasons.h"

namespace xunjian {
namespace {

const ReasonText* FindReason(std::span<const ReasonText> texts, std::string_view code) {
  const auto found = std::find_if(texts.begin(), texts.end(),
                                  [code](const ReasonText& text) { return text.code == code; });
  return found == texts.end() ? nullptr : &*found;
}

// value, threshold, clear and least are numbers in the unit the argument "unit" names; any other
// argument X is one where there is an argument X_unit.
std::string_view UnitOf(std::string_view name, std::span<const Argument> arguments) {
  const std::string_view own = FindArgument(arguments, std::string(name) + "_unit");
  if (!own.empty()) return own;
  const bool quantity =
      name == "value" || name == "threshold" || name == "clear" || name == "least";
  return quantity ? FindArgument(arguments, "unit") : std::string_view();
}

std::string RenderSpan(std::string_view value, Language language) {
  const Result<Duration> span = ParseDuration(value);
  if (!span) return std::string(value);
  return FormatQuantity(std::chrono::duration<double>(*span).count(), "seconds", language);
}

// A metric goes by what people call it, where the check says so.
std::string_view LabelOf(const CheckType* check, std::string_view metric, Language language) {
  if (!check) return metric;
  for (const Threshold& threshold : check->thresholds) {
    const std::string_view label = threshold.label.In(language);
    if (threshold.name == metric && !label.empty()) return label;
    const std::string_view sample = threshold.sample_label.In(language);
    if (threshold.sample_metric == metric && !sample.empty()) return sample;
  }
  return metric;
}

// An argument X with words of its own has them in Chinese in X_zh.
std::string_view ValueOf(std::string_view name, std::span<const Argument> arguments,
                         Language language) {
  const std::string_view chinese = FindArgument(arguments, std::string(name) + "_zh");
  if (language == Language::kChinese && !chinese.empty()) return chinese;
  return FindArgument(arguments, name);
}

// In place of a value that is empty or was never given.
std::string NoValue(std::string_view name, std::span<const Argument> arguments, Language language) {
  const bool given = std::any_of(arguments.begin(), arguments.end(),
                                 [name](const Argument& entry) { return entry.name == name; });
  return given ? std::string(Text{"(empty)", "（空）"}.In(language)) : "?";
}

std::string RenderArgument(const CheckType* check, std::string_view name,
                           std::span<const Argument> arguments, Language language) {
  const std::string_view value = ValueOf(name, arguments, language);
  if (value.empty()) return NoValue(name, arguments, language);
  if (name == "metric") return std::string(LabelOf(check, value, language));
  if (name == "for" || name == "limit") return RenderSpan(value, language);
  const std::string_view unit = UnitOf(name, arguments);
  const std::optional<double> number = unit.empty() ? std::nullopt : ParseNumber(value);
  return number ? FormatQuantity(*number, unit, language) : std::string(value);
}

std::string FillIn(const CheckType* check, std::string_view text,
                   std::span<const Argument> arguments, Language language) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    AppendSpaced(text.substr(0, open), filled);
    AppendSpaced(
        RenderArgument(check, text.substr(open + 1, close - open - 1), arguments, language),
        filled);
    text.remove_prefix(close + 1);
  }
  AppendSpaced(text, filled);
  return filled;
}

std::string CodeWithArguments(std::string_view code, std::span<const Argument> arguments) {
  std::string text(code);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    text += (i == 0 ? " (" : ", ") + arguments[i].name + "=" + arguments[i].value;
  }
  return arguments.empty() ? text : text + ")";
}

}  // namespace

std::string RenderReason(const CheckType* check, std::string_view code,
                         std::span<const Argument> arguments, Language language) {
  const ReasonText* text = check ? FindReason(check->reasons, code) : nullptr;
  if (!text) text = FindReason(SharedReasons(), code);
  // A verdict that measured nothing has no number to show.
  if (code == reason::kOk && text && FindArgument(arguments, "value").empty() &&
      text->text.en.find("{value}") != std::string_view::npos) {
    return std::string(Label(Outcome::kOk).In(language));
  }
  return text ? FillIn(check, text->text.In(language), arguments, language)
              : CodeWithArguments(code, arguments);
}

std::string_view FindArgument(std::span<const Argument> arguments, std::string_view name) {
  const auto found = std::find_if(arguments.begin(), arguments.end(),
                                  [name](const Argument& entry) { return entry.name == name; });
  return found == arguments.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace xunjian
