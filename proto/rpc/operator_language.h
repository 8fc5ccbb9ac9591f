#pragma once

#include <string_view>

namespace xunjian {

// The metadata of a call that says in which language ("en", "zh") its failure shall be told.
inline constexpr std::string_view kLanguageMetadata = "xunjian-language";

}  // namespace xunjian
