#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace xunjian {

// The forms of one word of a closed list: in JSON and configuration, and for people.
template <class Enum>
struct Word {
  Enum value;
  std::string_view name;
  Text label;
};

// "?" for a value that is not in the table, as what was stored by another program may be.
template <class Enum, std::size_t N>
std::string_view NameIn(const std::array<Word<Enum>, N>& words, Enum value) {
  const auto word = std::ranges::find(words, value, &Word<Enum>::value);
  return word == words.end() ? "?" : word->name;
}

template <class Enum, std::size_t N>
Text LabelIn(const std::array<Word<Enum>, N>& words, Enum value) {
  const auto word = std::ranges::find(words, value, &Word<Enum>::value);
  return word == words.end() ? Text{"?", "?"} : word->label;
}

template <class Enum, std::size_t N>
std::optional<Enum> ParseIn(const std::array<Word<Enum>, N>& words, std::string_view name) {
  const auto word = std::ranges::find(words, name, &Word<Enum>::name);
  if (word == words.end()) return std::nullopt;
  return word->value;
}

}  // namespace xunjian
