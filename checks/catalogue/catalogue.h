#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "checks/api/check_type.h"

namespace xunjian {

// Every built-in check, by family in the order of the catalogue. Valid for the life of the program.
std::span<const CheckType* const> AllChecks();

const CheckType* FindCheck(std::string_view id);  // null when there is none

// Those whose id matches the glob: '*' is any run of characters, '?' is one.
std::vector<const CheckType*> MatchChecks(std::string_view glob);

}  // namespace xunjian
