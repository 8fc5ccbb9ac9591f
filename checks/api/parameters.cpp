#include "checks/api/parameters.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"

namespace xunjian {
namespace {

template <class T>
const T* FindAs(const std::map<std::string, ParameterValue, std::less<>>& values,
                std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : std::get_if<T>(&found->second);
}

std::string_view KindName(ParameterSpec::Kind kind, Language language) {
  const bool zh = language == Language::kChinese;
  switch (kind) {
    case ParameterSpec::Kind::kBoolean:
      return zh ? "布尔值" : "true or false";
    case ParameterSpec::Kind::kInteger:
      return zh ? "整数" : "a whole number";
    case ParameterSpec::Kind::kNumber:
      return zh ? "数字" : "a number";
    case ParameterSpec::Kind::kString:
      return zh ? "字符串" : "a string";
    case ParameterSpec::Kind::kStrings:
      return zh ? "字符串列表" : "a list of strings";
  }
  return "";
}

bool Fits(const ParameterValue& value, ParameterSpec::Kind kind) {
  switch (kind) {
    case ParameterSpec::Kind::kBoolean:
      return std::holds_alternative<bool>(value);
    case ParameterSpec::Kind::kInteger:
      return std::holds_alternative<std::int64_t>(value);
    case ParameterSpec::Kind::kNumber:
      return std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
    case ParameterSpec::Kind::kString:
      return std::holds_alternative<std::string>(value);
    case ParameterSpec::Kind::kStrings:
      return std::holds_alternative<std::vector<std::string>>(value) ||
             std::holds_alternative<std::string>(value);
  }
  return false;
}

std::optional<double> AsNumber(const ParameterValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return static_cast<double>(*integer);
  }
  return std::nullopt;
}

Message UnknownName(std::string_view name, std::span<const ParameterSpec> specs) {
  std::vector<std::string_view> known;
  for (const ParameterSpec& spec : specs) known.push_back(spec.name);
  const std::string_view nearest = NearestWord(name, known);
  if (nearest.empty()) return Format({"unknown parameter \"{}\"", "未知参数“{}”"}, name);
  return Format({"unknown parameter \"{}\", did you mean \"{}\"?", "未知参数“{}”，是否为“{}”？"},
                name, nearest);
}

std::optional<Message> Complaint(std::string_view name, const ParameterValue& value,
                                 std::span<const ParameterSpec> specs) {
  const auto spec = std::find_if(specs.begin(), specs.end(),
                                 [name](const ParameterSpec& s) { return s.name == name; });
  if (spec == specs.end()) {
    const bool any = std::any_of(specs.begin(), specs.end(),
                                 [](const ParameterSpec& s) { return s.name == kAnyParameter; });
    if (any) return std::nullopt;
    return UnknownName(name, specs);
  }
  if (!Fits(value, spec->kind)) {
    return Message{
        fmt::format("parameter \"{}\" must be {}", name, KindName(spec->kind, Language::kEnglish)),
        fmt::format("参数“{}”应为{}", name, KindName(spec->kind, Language::kChinese))};
  }
  const std::optional<double> number = AsNumber(value);
  // Negated so that a NaN is out of bounds too.
  if (number && spec->least != spec->most && !(*number >= spec->least && *number <= spec->most)) {
    return Format({"parameter \"{}\" must be between {} and {}", "参数“{}”应在 {} 到 {} 之间"},
                  name, spec->least, spec->most);
  }
  return std::nullopt;
}

}  // namespace

std::string Parameters::String(std::string_view name, std::string_view fallback) const {
  const auto* value = FindAs<std::string>(values_, name);
  return value ? *value : std::string(fallback);
}

std::int64_t Parameters::Integer(std::string_view name, std::int64_t fallback) const {
  const auto* value = FindAs<std::int64_t>(values_, name);
  return value ? *value : fallback;
}

double Parameters::Number(std::string_view name, double fallback) const {
  const auto found = values_.find(name);
  return found == values_.end() ? fallback : AsNumber(found->second).value_or(fallback);
}

bool Parameters::Boolean(std::string_view name, bool fallback) const {
  const auto* value = FindAs<bool>(values_, name);
  return value ? *value : fallback;
}

std::vector<std::string> Parameters::Strings(std::string_view name) const {
  if (const auto* list = FindAs<std::vector<std::string>>(values_, name)) return *list;
  if (const auto* one = FindAs<std::string>(values_, name)) return {*one};
  return {};
}

Result<void> CheckParameters(const Parameters& parameters, std::span<const ParameterSpec> specs) {
  Message all;
  for (const auto& [name, value] : parameters.values()) {
    const std::optional<Message> complaint = Complaint(name, value, specs);
    if (!complaint) continue;
    all.en += (all.en.empty() ? "" : "; ") + complaint->en;
    all.zh += (all.zh.empty() ? "" : ";") + complaint->zh;
  }
  if (all.en.empty()) return Ok();
  return Error(ErrorCode::kInvalidArgument, std::move(all));
}

}  // namespace xunjian
