#include <algorithm>
#include <tuple>

#include "base/text_file.h"
#include "base/utf8.h"
#include "toml_state.h"

namespace xunjian {
namespace {

Message UnknownKey(std::string_view key, const TomlState::Asked& asked) {
  return OrNearest(Format({"unknown key '{}'", "未知的键“{}”"}, Shown(key)),
                   NearestWord(key, asked.keys));
}

void NoteUnknownKeys(const toml::table& table, TomlState& state);

// What stands below a known key: a table, or an array of tables, that was opened.
void NoteUnknownKeysBelow(const toml::node& node, TomlState& state) {
  if (const toml::table* table = node.as_table()) {
    if (state.asked.contains(table)) NoteUnknownKeys(*table, state);
  } else if (const toml::array* array = node.as_array()) {
    for (const toml::node& element : *array) {
      if (element.is_table()) NoteUnknownKeysBelow(element, state);
    }
  }
}

void NoteUnknownKeys(const toml::table& table, TomlState& state) {
  const TomlState::Asked& asked = state.asked[&table];
  for (const auto& [key, node] : table) {
    if (asked.all || asked.keys.contains(key.str())) {
      NoteUnknownKeysBelow(node, state);
    } else {
      const toml::source_position& at = key.source().begin;
      state.problems.push_back({at.line, at.column, UnknownKey(key.str(), asked)});
    }
  }
}

void SortByPlace(std::vector<TomlState::Problem>& problems) {
  const auto place = [](const TomlState::Problem& problem) {
    return std::tie(problem.line, problem.column, problem.message.en);
  };
  std::sort(problems.begin(), problems.end(),
            [&](const auto& a, const auto& b) { return place(a) < place(b); });
  // A key that was asked for twice is wrong once.
  const auto end = std::unique(problems.begin(), problems.end(),
                               [&](const auto& a, const auto& b) { return place(a) == place(b); });
  problems.erase(end, problems.end());
}

Message OneALine(const std::vector<TomlState::Problem>& problems, const std::string& file_name) {
  Message all;
  for (const TomlState::Problem& problem : problems) {
    const Message line = AtPlace(file_name, problem.line, problem.column, problem.message);
    all.en += (all.en.empty() ? "" : "\n") + line.en;
    all.zh += (all.zh.empty() ? "" : "\n") + line.zh;
  }
  return all;
}

Error SyntaxError(const std::string& file_name, const toml::parse_error& error) {
  const toml::source_position& at = error.source().begin;
  const Message message = Format({"{}", "TOML 语法错误：{}"}, CleanLine(error.description(), 300));
  return Error(ErrorCode::kInvalidArgument, AtPlace(file_name, at.line, at.column, message));
}

}  // namespace

TomlFile::TomlFile(std::unique_ptr<TomlState> state) : state_(std::move(state)) {}
TomlFile::TomlFile(TomlFile&&) noexcept = default;
TomlFile& TomlFile::operator=(TomlFile&&) noexcept = default;
TomlFile::~TomlFile() = default;

Result<TomlFile> TomlFile::Parse(std::string_view text, std::string file_name) {
  if (const auto readable = RequireUtf8(text, file_name); !readable) return readable.error();
  if (const std::uint32_t line = LineOfTooDeepKey(text)) {
    return Error(
        ErrorCode::kInvalidArgument,
        AtPlace(file_name, line, 1, {"a key has more than 32 parts", "一个键的层次超过 32 级"}));
  }
  auto state = std::make_unique<TomlState>();
  try {
    state->root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return SyntaxError(file_name, error);
  }
  state->file_name = std::move(file_name);
  return TomlFile(std::move(state));
}

TomlTable TomlFile::root() { return TomlTable(state_.get(), &state_->root, {}); }

Result<void> TomlFile::Finish() {
  NoteUnknownKeys(state_->root, *state_);
  SortByPlace(state_->problems);
  if (state_->problems.empty()) return Ok();
  return Error(ErrorCode::kInvalidArgument, OneALine(state_->problems, state_->file_name));
}

}  // namespace xunjian
