#include <algorithm>

#include "base/ids.h"
#include "base/utf8.h"
#include "toml_state.h"

// The getters of single values.
namespace xunjian {
namespace {

constexpr Text kString = {"a string", "字符串"};
constexpr Text kStrings = {"a string or a list of strings", "字符串或字符串列表"};

std::string InText(Duration value) { return FormatDuration(value); }
std::string InText(std::int64_t value) { return fmt::to_string(value); }
std::string InText(double value) { return fmt::to_string(value); }

const toml::table* TableAt(const void* node) { return static_cast<const toml::table*>(node); }

// `value` when it lies within the bounds, else `fallback` and a problem. NaN lies within none.
template <class T>
T Bounded(TomlState& state, const toml::node& at, std::string_view key, T value, T fallback,
          const Bounds<T>& bounds) {
  if (value >= bounds.least && value <= bounds.most) return value;
  state.AddProblem(
      at, Format({"'{}' must be from {} to {}, not {}", "“{}”必须在 {} 到 {} 之间，不能是 {}"},
                 Shown(key), InText(bounds.least), InText(bounds.most), InText(value)));
  return fallback;
}

Message NotAChoice(std::string_view key, std::string_view value,
                   const std::vector<std::string_view>& choices) {
  return OrNearest(Format({"'{}' must be one of {}, not '{}'", "“{}”必须是 {} 之一，不能是“{}”"},
                          Shown(key), fmt::join(choices, ", "), Shown(value)),
                   NearestWord(value, choices));
}

}  // namespace

bool TomlTable::Has(std::string_view key) const {
  return state_->Find(TableAt(node_), key) != nullptr;
}

std::string TomlTable::String(std::string_view key, std::string_view fallback) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return std::string(fallback);
  if (const toml::value<std::string>* text = node->as_string()) return text->get();
  state_->AddWrongKind(*node, key, kString);
  return std::string(fallback);
}

std::string TomlTable::RequiredString(std::string_view key) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) {
    Problem("", Format({"'{}' is missing", "缺少“{}”"}, Shown(key)));
    return {};
  }
  std::string text = String(key, "");
  if (text.empty() && node->is_string()) {
    Problem(key, Format({"'{}' must not be empty", "“{}”不能为空"}, Shown(key)));
  }
  return text;
}

std::string TomlTable::RequiredName(std::string_view key) {
  std::string name = RequiredString(key);
  if (name.empty() || IsValidName(name)) return name;
  Problem(key, Text{"a name has 1 to 128 letters, digits, '.', '_' or '-'",
                    "名称由 1 到 128 个字母、数字、“.”、“_”或“-”组成"});
  return {};
}

std::string TomlTable::RequiredName(std::string_view key, std::set<std::string>& others,
                                    const Text& another) {
  std::string name = RequiredName(key);
  if (name.empty() || others.insert(name).second) return name;
  Problem(key, Format(another, name));
  return {};
}

std::string TomlTable::Choice(std::string_view key, const std::vector<std::string_view>& choices,
                              std::string_view fallback) {
  const std::string value = String(key, fallback);
  const bool is_choice = std::find(choices.begin(), choices.end(), value) != choices.end();
  // The fallback needs to be none of them: "" may stand for "not said".
  if (is_choice || value == fallback) return value;
  Problem(key, NotAChoice(key, value, choices));
  return std::string(fallback);
}

bool TomlTable::Boolean(std::string_view key, bool fallback) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return fallback;
  if (const toml::value<bool>* value = node->as_boolean()) return value->get();
  state_->AddWrongKind(*node, key, {"true or false", "true 或 false"});
  return fallback;
}

std::int64_t TomlTable::Integer(std::string_view key, std::int64_t fallback,
                                Bounds<std::int64_t> bounds) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return fallback;
  if (const toml::value<std::int64_t>* value = node->as_integer()) {
    return Bounded(*state_, *node, key, value->get(), fallback, bounds);
  }
  state_->AddWrongKind(*node, key, {"a whole number", "整数"});
  return fallback;
}

double TomlTable::Number(std::string_view key, double fallback, Bounds<double> bounds) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return fallback;
  if (node->is_number()) {
    return Bounded(*state_, *node, key, *node->value<double>(), fallback, bounds);
  }
  state_->AddWrongKind(*node, key, {"a number", "数字"});
  return fallback;
}

Duration TomlTable::DurationOf(std::string_view key, Duration fallback, Bounds<Duration> bounds) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return fallback;
  const toml::value<std::string>* text = node->as_string();
  if (text == nullptr) {
    state_->AddWrongKind(*node, key, {"a duration such as \"30s\"", "时长，例如 \"30s\""});
    return fallback;
  }
  const Result<Duration> duration = ParseDuration(Shown(text->get()));
  if (duration) return Bounded(*state_, *node, key, *duration, fallback, bounds);
  state_->AddProblem(*node, duration.error().message());
  return fallback;
}

std::vector<std::string> TomlTable::Strings(std::string_view key) {
  const toml::node* node = state_->Find(TableAt(node_), key);
  if (node == nullptr) return {};
  if (const toml::value<std::string>* text = node->as_string()) return {text->get()};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    state_->AddWrongKind(*node, key, kStrings);
    return {};
  }
  std::vector<std::string> strings;
  for (const toml::node& element : *array) {
    if (const toml::value<std::string>* text = element.as_string()) {
      strings.push_back(text->get());
    } else {
      state_->AddWrongKind(element, key, kStrings);
    }
  }
  return strings;
}

}  // namespace xunjian
