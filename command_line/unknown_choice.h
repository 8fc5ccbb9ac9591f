#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// kInvalidArgument: "--role: no such value 'admn'; did you mean 'admin'? (viewer, operator, …)"
Error UnknownChoice(std::string_view option, std::string_view value,
                    const std::vector<std::string_view>& choices);

}  // namespace xunjian
