#include "checks/api/reasons.h"

#include <algorithm>
#include <array>

#include "base/time.h"
#include "checks/api/quantity.h"

namespace xunjian {
namespace {

constexpr std::array kShared = {
    ReasonText{reason::kOk, {"{metric}: {value}", "{metric}:{value}"}},
    ReasonText{reason::kAbove,
               {"{metric} is {value}, limit {threshold}", "{metric} 为 {value},阈值 {threshold}"}},
    ReasonText{reason::kBelow,
               {"{metric} is {value}, below the limit of {threshold}",
                "{metric} 为 {value},低于阈值 {threshold}"}},
    ReasonText{reason::kGrew, {"{metric} grew by {value}", "{metric} 增加了 {value}"}},
    ReasonText{reason::kNotYet,
               {"{metric} is {value}, past the limit of {threshold}, but not yet "
                "for {for}",
                "{metric} 为 {value},已越过阈值 {threshold},但未持续 {for}"}},
    ReasonText{reason::kNotCleared,
               {"{metric} is {value}, within the limit of {threshold} again, cleared at {clear}",
                "{metric} 为 {value},已回到阈值 {threshold} 以内,到 {clear} 才解除"}},
    ReasonText{reason::kShortWindow,
               {"{metric} is {value}, measured over a short window only",
                "{metric} 为 {value},仅为短时测量"}},
    ReasonText{reason::kFirstReading,
               {"first reading, a rate needs a second one", "首次采集,速率需要第二次采集"}},
    ReasonText{reason::kTooFewSamples,
               {"{metric} is {value}, too few to judge (at least {least})",
                "{metric} 为 {value},样本太少不作判定(至少 {least})"}},
    ReasonText{reason::kTimeout, {"no answer within {limit}", "{limit} 内没有完成"}},
    ReasonText{reason::kUnreadable,
               {"cannot read {source}: {detail}", "无法读取 {source}:{detail}"}},
    ReasonText{reason::kUnparsable,
               {"cannot understand {source}: {detail}", "无法解析 {source}:{detail}"}},
    ReasonText{reason::kDenied,
               {"not allowed to read {source}, needs {right}", "无权读取 {source},需要 {right}"}},
    ReasonText{reason::kNoTarget,
               {"nothing to look at: parameter {parameter} is not set",
                "没有检查目标:未设置参数 {parameter}"}},
    ReasonText{reason::kNoBaseline, {"no baseline was approved", "没有已批准的基线"}},
    ReasonText{reason::kNoLastRun, {"no earlier run to compare with", "没有上次结果可比较"}},
    ReasonText{reason::kAbsent, {"{what} is not there: {why}", "没有 {what}:{why}"}},
    ReasonText{reason::kVanished, {"was there before and is gone", "以前存在,现已消失"}},
    ReasonText{reason::kNotJudged, {"was read but could not be judged", "已采集但无法判定"}},
    ReasonText{reason::kUnknownCheck, {"no check is called {check}", "没有名为 {check} 的检查项"}},
    ReasonText{reason::kRunnerLost, {"the runner died meanwhile", "执行进程中途退出"}},
    ReasonText{reason::kOverdue,
               {"overdue: no result since {since}", "逾期:自 {since} 起没有结果"}},
    ReasonText{reason::kOverload, {"not started in time: overload", "过载,未能按时启动"}},
};

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
  }
  return metric;
}

std::string RenderArgument(const CheckType* check, std::string_view name,
                           std::span<const Argument> arguments, Language language) {
  const std::string_view value = FindArgument(arguments, name);
  if (value.empty()) return "?";
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
    filled += text.substr(0, open);
    filled += RenderArgument(check, text.substr(open + 1, close - open - 1), arguments, language);
    text.remove_prefix(close + 1);
  }
  return filled.append(text);
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
  if (!text) text = FindReason(kShared, code);
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
