#pragma once

#include <toml++/toml.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/toml.h"

namespace xunjian {

// What stands behind a TomlFile: the parsed tree, what was asked of it, and what was wrong.
struct TomlState {
  struct Asked {
    std::set<std::string, std::less<>> keys;
    bool all = false;  // the keys are free
  };
  struct Problem {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    Message message;
  };

  // The value at a key, which is known from now on; `table` may be null.
  const toml::node* Find(const toml::table* table, std::string_view key);
  void AddProblem(const toml::node& at, Message message);
  // "'key' must be <wanted>, not <what it is>".
  void AddWrongKind(const toml::node& at, std::string_view key, Text wanted);

  std::string file_name;
  toml::table root;
  std::map<const toml::table*, Asked> asked;  // the tables that were opened
  std::vector<Problem> problems;
};

// "file:line:column: message" in both languages.
Message AtPlace(const std::string& file_name, std::uint32_t line, std::uint32_t column,
                const Message& message);

// A key, a word or a value of the file, fit for a message.
std::string Shown(std::string_view text);

// The line (from 1) of a key of more than 32 parts, 0 for none. toml++ parses and destroys such a
// tree recursively: 40,000 parts end the process by a stack overflow (measured, 8 MiB of stack).
std::uint32_t LineOfTooDeepKey(std::string_view text);

}  // namespace xunjian
