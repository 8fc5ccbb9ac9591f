#include "collector/escalation/step_key.h"

#include <fmt/format.h>

namespace xunjian {

std::string ToString(const StepKey& key) {
  return fmt::format("{}/{}/{}/{}/{}/{}", key.incident, key.visit, ToString(key.tier), key.policy,
                     key.step, key.repeat);
}

}  // namespace xunjian
