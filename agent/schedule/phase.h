#pragma once

#include <string_view>

#include "base/time.h"

namespace xunjian {

// A share of `span`, [0, span), fixed by the two ids: spreads equal assignments of many hosts, and
// the many assignments of one host, without any randomness to explain. `salt` gives another share.
Duration PhaseOf(std::string_view agent_id, std::string_view assignment_id, Duration span,
                 char salt = 'a');

}  // namespace xunjian
