#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "proto/words/operator_words.h"

namespace xunjian {

// What a policy takes away that hardly anybody means to: all checks of a host that has some now, or
// every rule.
class PolicyLosses {
 public:
  explicit PolicyLosses(const PolicyVerdict& verdict);

  bool any() const { return no_rules_ || !hosts_.empty(); }
  // "the policy has no rule; 2 hosts lose all their checks: web1 (12 checks), db1 (9 checks)".
  Message Describe() const;

 private:
  bool no_rules_;
  std::vector<AssignedCount> hosts_;
};

}  // namespace xunjian
