#pragma once

#include <cstddef>
#include <string_view>

// Private to base.
namespace xunjian {

struct Utf8Character {
  char32_t code = 0;
  std::size_t length = 0;  // bytes; 0: the first byte begins no valid character
};

// The character that `text`, which is not empty, begins with.
Utf8Character FirstCharacter(std::string_view text);

}  // namespace xunjian
