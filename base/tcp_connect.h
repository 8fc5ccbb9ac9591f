#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"
#include "base/unique_fd.h"

namespace xunjian {

// Private to base_system: waiting on one socket, with a deadline of the steady clock.

// True when `events` (poll(2)) or an error are there, false at the deadline.
bool WaitUntil(int fd, short events, SteadyTime deadline);

// A non-blocking socket connected to the first address that answers. The name service has its own
// time limit (resolv.conf). kUnavailable when nothing answers, kNotFound for an unknown name.
Result<UniqueFd> ConnectTcp(const std::string& host, const std::string& port, SteadyTime deadline);

}  // namespace xunjian
