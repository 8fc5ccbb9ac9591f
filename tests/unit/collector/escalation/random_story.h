#pragma once

#include <rapidcheck.h>

#include "slow_model.h"

namespace xunjian {

// Two policies (grades I and II, grades III and IV) of one to three tiers, clocks and steps of all
// kinds, and what people do meanwhile.
rc::Gen<Story> AnyStory();

}  // namespace xunjian
