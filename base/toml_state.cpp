#include "toml_state.h"

#include "base/utf8.h"

namespace xunjian {
namespace {

Text KindOf(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return {"a string", "字符串"};
    case toml::node_type::integer:
      return {"a whole number", "整数"};
    case toml::node_type::floating_point:
      return {"a decimal number", "小数"};
    case toml::node_type::boolean:
      return {"true or false", "真假值"};
    case toml::node_type::table:
      return {"a table", "表"};
    case toml::node_type::array:
      return {"a list", "列表"};
    default:
      return {"a date or time", "日期或时间"};
  }
}

}  // namespace

const toml::node* TomlState::Find(const toml::table* table, std::string_view key) {
  if (table == nullptr) return nullptr;
  asked[table].keys.emplace(key);
  return table->get(key);
}

void TomlState::AddProblem(const toml::node& at, Message message) {
  const toml::source_position& begin = at.source().begin;
  problems.push_back({begin.line, begin.column, std::move(message)});
}

void TomlState::AddWrongKind(const toml::node& at, std::string_view key, Text wanted) {
  const Text found = KindOf(at);
  const std::string shown = Shown(key);
  AddProblem(at, {fmt::format("'{}' must be {}, not {}", shown, wanted.en, found.en),
                  fmt::format("“{}”必须是{}，而不是{}", shown, wanted.zh, found.zh)});
}

Message AtPlace(const std::string& file_name, std::uint32_t line, std::uint32_t column,
                const Message& message) {
  const std::string place = fmt::format("{}:{}:{}: ", file_name, line, column);
  return {place + message.en, place + message.zh};
}

std::string Shown(std::string_view text) { return CleanLine(text, 80); }

}  // namespace xunjian
