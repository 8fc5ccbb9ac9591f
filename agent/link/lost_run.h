#pragma once

#include "base/time.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// What stands in for the reply of a runner that is gone: UNKNOWN "runner_lost".
RunReply LostRun(const RunRequest& request, Timestamp at);

}  // namespace xunjian
