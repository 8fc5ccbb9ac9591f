#include "toml_state.h"

// The getters of tables, of tables whose keys are free, and the caller's own problems.
namespace xunjian {
namespace {

const toml::table* TableAt(const void* node) { return static_cast<const toml::table*>(node); }

// Nothing when it is no scalar: a table, a date, a list of anything but strings.
std::optional<TomlScalar> ScalarOf(const toml::node& node) {
  if (const auto* value = node.as_boolean()) return value->get();
  if (const auto* value = node.as_integer()) return value->get();
  if (const auto* value = node.as_floating_point()) return value->get();
  if (const auto* value = node.as_string()) return value->get();
  const toml::array* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> strings;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return std::nullopt;
    strings.push_back(text->get());
  }
  return strings;
}

}  // namespace

TomlTable::TomlTable(TomlState* state, const void* node, Place place)
    : state_(state), node_(node), place_(place) {
  if (node_ != nullptr) state_->asked.try_emplace(TableAt(node_));
}

TomlTable TomlTable::Open(const void* node) const {
  const toml::source_position& begin = TableAt(node)->source().begin;
  return TomlTable(state_, node, {begin.line, begin.column});
}

TomlTable TomlTable::Table(std::string_view key) {
  const TomlTable absent(state_, nullptr, place_);
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return absent;
  if (const toml::table* table = node->as_table()) return Open(table);
  state_->AddWrongKind(*node, key, {"a table", "表"});
  return absent;
}

std::vector<TomlTable> TomlTable::Tables(std::string_view key) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return {};
  constexpr Text kWanted = {"a list of tables, each under [[…]]",
                            "表的列表，每个表写在 [[…]] 之下"};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    state_->AddWrongKind(*node, key, kWanted);
    return {};
  }
  std::vector<TomlTable> tables;
  for (const toml::node& element : *array) {
    if (const toml::table* table = element.as_table()) {
      tables.push_back(Open(table));
    } else {
      state_->AddWrongKind(element, key, kWanted);
    }
  }
  return tables;
}

std::vector<std::pair<std::string, TomlTable>> TomlTable::NamedTables() {
  std::vector<std::pair<std::string, TomlTable>> tables;
  if (node_ == nullptr) return tables;
  for (const auto& [key, node] : *TableAt(node_)) {
    const toml::table* table = node.as_table();
    if (table == nullptr) continue;  // known only when asked for by its name
    state_->asked[TableAt(node_)].keys.emplace(key.str());
    tables.emplace_back(key.str(), Open(table));
  }
  return tables;
}

std::map<std::string, TomlScalar> TomlTable::Scalars() {
  std::map<std::string, TomlScalar> scalars;
  if (node_ == nullptr) return scalars;
  state_->asked[TableAt(node_)].all = true;
  for (const auto& [key, node] : *TableAt(node_)) {
    if (auto scalar = ScalarOf(node)) {
      scalars.emplace(key.str(), *std::move(scalar));
    } else {
      state_->AddWrongKind(node, key.str(),
                           {"a single value or a list of strings", "单个值或字符串列表"});
    }
  }
  return scalars;
}

std::map<std::string, std::string> TomlTable::StringMap() {
  std::map<std::string, std::string> strings;
  if (node_ == nullptr) return strings;
  state_->asked[TableAt(node_)].all = true;
  for (const auto& [key, node] : *TableAt(node_)) {
    if (const auto* text = node.as_string()) {
      strings.emplace(key.str(), text->get());
    } else {
      state_->AddWrongKind(node, key.str(), {"a string", "字符串"});
    }
  }
  return strings;
}

void TomlTable::Problem(std::string_view key, Text text) {
  Problem(key, Message{std::string(text.en), std::string(text.zh)});
}

void TomlTable::Problem(std::string_view key, const Message& message) {
  const toml::node* node = key.empty() ? nullptr : state_->Find(TableAt(node_), key);
  if (node != nullptr) {
    state_->AddProblem(*node, message);
  } else {
    state_->problems.push_back({place_.line, place_.column, message});
  }
}

}  // namespace xunjian
