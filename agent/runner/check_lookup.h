#pragma once

#include <functional>
#include <string_view>

#include "checks/api/check_type.h"
#include "checks/engine/read_context.h"

namespace xunjian {

// Where an executor finds a check by its id; null for an unknown one.
struct CheckLookup {
  std::function<const CheckType*(std::string_view id)> check;
  std::function<ReadFunction(std::string_view id)> read;
};

// Every check built into this program.
CheckLookup BuiltInChecks();

}  // namespace xunjian
