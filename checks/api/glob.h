#pragma once

#include <string_view>

namespace xunjian {

// '*' stands for any characters, '?' for one. Time is at most the product of both lengths.
bool MatchesGlob(std::string_view glob, std::string_view text);

}  // namespace xunjian
