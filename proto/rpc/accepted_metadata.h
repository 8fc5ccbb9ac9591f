#pragma once

#include <string_view>

namespace xunjian {

// The collector sends it with its first bytes when it takes an agent's stream. What refuses a call
// (our server, gRPC itself, a proxy) does not, so the agent is not open by mistake.
inline constexpr std::string_view kAcceptedMetadata = "xunjian-accepted";

}  // namespace xunjian
