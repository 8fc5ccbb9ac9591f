#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"

// For this room alone: the forms of one word of a closed list, in files and for people.
namespace xunjian {

template <class Enum>
struct Word {
  Enum value;
  std::string_view name;
  Text label;
};

// Of a value that is in the table, as each is that an enumeration has.
template <class Enum, std::size_t N>
const Word<Enum>& FindWord(const std::array<Word<Enum>, N>& words, Enum value) {
  return *std::find_if(words.begin(), words.end() - 1,
                       [value](const Word<Enum>& word) { return word.value == value; });
}

template <class Enum, std::size_t N>
std::optional<Enum> ParseWord(const std::array<Word<Enum>, N>& words, std::string_view name) {
  for (const Word<Enum>& word : words) {
    if (word.name == name) return word.value;
  }
  return std::nullopt;
}

}  // namespace xunjian
