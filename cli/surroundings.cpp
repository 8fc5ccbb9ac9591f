#include "cli/surroundings.h"

#include <algorithm>

namespace xunjian {

const CheckType* Surroundings::FindCheck(std::string_view id) const {
  const auto found = std::find_if(checks.begin(), checks.end(),
                                  [id](const auto* check) { return check->id == id; });
  return found == checks.end() ? nullptr : *found;
}

}  // namespace xunjian
