#include "plugin_allow_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/toml.h"
#include "plugin_template.h"

namespace xunjian {
namespace {

constexpr double kWidest = 9'007'199'254'740'992;  // whole numbers are exact in a double up to here
constexpr std::int64_t kLongestString = 1024;
constexpr std::size_t kMostArguments = 64;
constexpr std::size_t kLongestName = 128;

PluginParameter::Kind KindOf(std::string_view type) {
  if (type == "integer") return PluginParameter::Kind::kInteger;
  if (type == "number") return PluginParameter::Kind::kNumber;
  if (type == "choice") return PluginParameter::Kind::kChoice;
  return PluginParameter::Kind::kString;
}

std::string ReadDefault(TomlTable& table, const PluginParameter& parameter) {
  switch (parameter.kind) {
    case PluginParameter::Kind::kInteger:
      return fmt::format("{}", table.Integer("default", 0,
                                             {static_cast<std::int64_t>(parameter.least),
                                              static_cast<std::int64_t>(parameter.most)}));
    case PluginParameter::Kind::kNumber:
      return fmt::format("{}", table.Number("default", 0, {parameter.least, parameter.most}));
    case PluginParameter::Kind::kChoice:
    case PluginParameter::Kind::kString:
      break;
  }
  return table.String("default", "");
}

void ReadLimits(TomlTable& table, PluginParameter& parameter) {
  switch (parameter.kind) {
    case PluginParameter::Kind::kInteger:
    case PluginParameter::Kind::kNumber:
      parameter.least = table.Number("min", -kWidest, {-kWidest, kWidest});
      parameter.most = table.Number("max", kWidest, {-kWidest, kWidest});
      if (parameter.least > parameter.most) {
        table.Problem("max", Text{"max is less than min", "max 小于 min"});
      }
      break;
    case PluginParameter::Kind::kChoice:
      parameter.choices = table.Strings("choices");
      if (parameter.choices.empty()) {
        table.Problem("choices", Text{"a choice needs choices", "choice 类型需要 choices"});
      }
      break;
    case PluginParameter::Kind::kString:
      parameter.max_length =
          static_cast<std::size_t>(table.Integer("max_length", 128, {1, kLongestString}));
      break;
  }
}

PluginParameter ReadParameter(TomlTable& table) {
  PluginParameter parameter;
  parameter.kind =
      KindOf(table.Choice("type", {"integer", "number", "string", "choice"}, "string"));
  ReadLimits(table, parameter);
  if (!table.Has("default")) return parameter;
  parameter.fallback = ReadDefault(table, parameter);
  const auto& choices = parameter.choices;
  if (parameter.kind == PluginParameter::Kind::kChoice &&
      std::find(choices.begin(), choices.end(), *parameter.fallback) == choices.end()) {
    table.Problem("default", Text{"the default is none of the choices", "默认值不在 choices 中"});
  }
  return parameter;
}

bool IsSha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void CheckArguments(TomlTable& table, const AllowedPlugin& plugin) {
  if (plugin.arguments.size() > kMostArguments) {
    table.Problem("arguments", Text{"more than 64 arguments", "参数超过 64 个"});
  }
  for (const std::string& argument : plugin.arguments) {
    const auto pieces = ParseArgumentTemplate(argument);
    if (!pieces) {
      table.Problem("arguments",
                    Format({"'{}': a placeholder is written {{name}}, a brace is doubled",
                            "“{}”：占位符写作 {{name}}，花括号本身需写两次"},
                           argument));
      continue;
    }
    for (const TemplatePiece& piece : *pieces) {
      if (!piece.placeholder || plugin.parameters.contains(piece.text)) continue;
      table.Problem("arguments", Format({"'{}': there is no parameter '{}'", "“{}”：没有参数“{}”"},
                                        argument, piece.text));
    }
  }
}

AllowedPlugin ReadPlugin(TomlTable& table) {
  AllowedPlugin plugin;
  plugin.name = table.RequiredString("name");
  if (plugin.name.size() > kLongestName) {
    table.Problem("name", Text{"longer than 128 bytes", "超过 128 字节"});
  }
  plugin.path = table.RequiredString("path");
  if (!plugin.path.empty() && !plugin.path.starts_with('/')) {
    table.Problem("path", Text{"the path must be absolute", "必须是绝对路径"});
  }
  plugin.arguments = table.Strings("arguments");
  plugin.sha256 = table.String("sha256", "");
  if (!plugin.sha256.empty() && !IsSha256(plugin.sha256)) {
    table.Problem("sha256", Text{"not 64 lower-case hex digits", "不是 64 位小写十六进制数"});
  }
  if (table.Has("timeout")) {
    plugin.timeout = table.DurationOf("timeout", std::chrono::seconds(10),
                                      {std::chrono::milliseconds(100), std::chrono::minutes(5)});
  }
  for (auto& [name, parameter] : table.Table("parameters").NamedTables()) {
    plugin.parameters.emplace(name, ReadParameter(parameter));
    // They name the plugin and its item in the assignment.
    if (name == "plugin" || name == "instance") {
      parameter.Problem("", Text{"this name is taken", "该名称已被占用"});
    }
  }
  CheckArguments(table, plugin);
  return plugin;
}

}  // namespace

Result<std::vector<AllowedPlugin>> ParsePluginFile(std::string_view text, std::string file_name) {
  auto file = TomlFile::Parse(text, std::move(file_name));
  if (!file) return file.error();
  std::vector<AllowedPlugin> plugins;
  TomlTable root = file->root();
  for (TomlTable& table : root.Tables("plugin")) plugins.push_back(ReadPlugin(table));
  if (auto finished = file->Finish(); !finished) return finished.error();
  return plugins;
}

}  // namespace xunjian
