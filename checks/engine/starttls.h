#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace xunjian {

// Protocols that begin in clear text and change to TLS when asked.
enum class StartTls { kNone, kSmtp, kImap, kPop3, kPostgres };

std::optional<StartTls> ParseStartTls(std::string_view text);  // "none", "smtp", …

// Talks the server of a connected, non-blocking socket to the point where the TLS handshake begins.
Result<void> RequestTls(int socket, StartTls protocol, SteadyTime deadline, const Clock& clock);

}  // namespace xunjian
