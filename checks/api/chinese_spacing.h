#pragma once

#include <string>
#include <string_view>

namespace xunjian {

// Appends `piece` to `text`. A blank where they meet that would stand between two Chinese
// characters is dropped; one between Chinese and a Latin word or a number stays.
void AppendSpaced(std::string_view piece, std::string& text);

}  // namespace xunjian
