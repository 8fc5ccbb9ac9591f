#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/engine/problem_list.h"
#include "plugin_template.h"

namespace xunjian {
namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;
using Filled = std::map<std::string, std::string, std::less<>>;

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

bool Within(double value, const PluginParameter& parameter) {
  return value >= parameter.least && value <= parameter.most;
}

// The value as a part of an argument; nothing when it does not fit.
std::optional<std::string> TextOf(const ParameterValue& value, const PluginParameter& parameter) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  const auto* number = std::get_if<double>(&value);
  const auto* text = std::get_if<std::string>(&value);
  switch (parameter.kind) {
    case PluginParameter::Kind::kInteger:
      if (integer == nullptr || !Within(static_cast<double>(*integer), parameter)) break;
      return fmt::format("{}", *integer);
    case PluginParameter::Kind::kNumber:
      if (integer != nullptr && Within(static_cast<double>(*integer), parameter)) {
        return fmt::format("{}", *integer);
      }
      if (number == nullptr || !Within(*number, parameter)) break;
      return fmt::format("{}", *number);
    case PluginParameter::Kind::kString:
      if (text == nullptr || text->size() > parameter.max_length || !IsValidUtf8(*text) ||
          HasControlCharacter(*text)) {
        break;
      }
      return *text;
    case PluginParameter::Kind::kChoice:
      if (text == nullptr || std::find(parameter.choices.begin(), parameter.choices.end(), *text) ==
                                 parameter.choices.end()) {
        break;
      }
      return *text;
  }
  return std::nullopt;
}

Filled FillIn(const AllowedPlugin& plugin, const Values& values, ProblemList& problems) {
  for (const auto& [name, value] : values) {
    if (plugin.parameters.contains(name)) continue;
    problems.Add(
        Format({"plugin '{}' has no parameter '{}'", "插件“{}”没有参数“{}”"}, plugin.name, name));
  }
  Filled filled;
  for (const auto& [name, parameter] : plugin.parameters) {
    const auto found = values.find(name);
    if (found == values.end()) {
      if (parameter.fallback) filled.emplace(name, *parameter.fallback);
      continue;
    }
    if (auto text = TextOf(found->second, parameter)) {
      filled.emplace(name, *std::move(text));
    } else {
      problems.Add(Format({"parameter '{}' has a value that plugin '{}' does not allow",
                           "参数“{}”的值不被插件“{}”允许"},
                          name, plugin.name));
      filled.emplace(name, "");  // one problem is enough
    }
  }
  return filled;
}

bool IsText(const AllowedPlugin& plugin, std::string_view name) {
  const auto parameter = plugin.parameters.find(name);
  return parameter != plugin.parameters.end() &&
         (parameter->second.kind == PluginParameter::Kind::kString ||
          parameter->second.kind == PluginParameter::Kind::kChoice);
}

std::string Argument(const AllowedPlugin& plugin, std::string_view argument, const Filled& filled,
                     ProblemList& problems) {
  std::string whole;
  const auto pieces = ParseArgumentTemplate(argument);
  for (const TemplatePiece& piece : pieces.value_or(std::vector<TemplatePiece>{})) {
    if (!piece.placeholder) {
      whole += piece.text;
      continue;
    }
    const auto found = filled.find(piece.text);
    if (found == filled.end()) {
      problems.Add(Format({"parameter '{}' is missing", "缺少参数“{}”"}, piece.text));
      continue;
    }
    if (whole.empty() && found->second.starts_with('-') && IsText(plugin, piece.text)) {
      problems.Add(Format({"parameter '{}' would become an option", "参数“{}”会成为命令行选项"},
                          piece.text));
    }
    whole += found->second;
  }
  return whole;
}

}  // namespace

Result<std::vector<std::string>> PluginArguments(const AllowedPlugin& plugin,
                                                 const Values& parameters) {
  ProblemList problems({"; ", "；"});
  const Filled filled = FillIn(plugin, parameters, problems);
  std::vector<std::string> arguments{plugin.path};
  for (const std::string& argument : plugin.arguments) {
    arguments.push_back(Argument(plugin, argument, filled, problems));
  }
  if (!problems.empty()) return problems.ToError();
  return arguments;
}

}  // namespace xunjian
