#pragma once

#include <optional>
#include <string_view>

namespace xunjian {

// Takes a finite decimal number off the front of the text: "-1.5", "1,5" (a decimal comma of a
// wrong locale), "2e-3". The text stays as it was when there is none.
std::optional<double> TakeNumber(std::string_view& text);

// The whole text is such a number.
std::optional<double> WholeNumber(std::string_view text);

}  // namespace xunjian
