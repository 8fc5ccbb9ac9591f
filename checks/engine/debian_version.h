#pragma once

#include <compare>
#include <string_view>

namespace xunjian {

// The order of package versions, "[epoch:]upstream[-revision]" (Debian policy 5.6.12): a tilde
// sorts before everything, even the end; letters before other characters; numbers by value.
std::weak_ordering CompareDebianVersions(std::string_view a, std::string_view b);

}  // namespace xunjian
