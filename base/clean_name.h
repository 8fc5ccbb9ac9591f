#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace xunjian {

// A name that is safe to show and to compare: one line of valid UTF-8 in which every character can
// be seen, at most max_bytes (32 or more). A name that had to be changed for that (cut, or
// characters replaced or taken out) ends in "~" and a hash of the whole, so that two names never
// become one. Cleaning a clean name changes nothing.
std::string CleanName(std::string_view name, std::size_t max_bytes);

}  // namespace xunjian
