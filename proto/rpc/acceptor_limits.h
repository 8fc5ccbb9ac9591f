#pragma once

#include <cstddef>

#include "base/time.h"

namespace xunjian {

// What a listening port lets in, before gRPC sees anything.
struct AcceptorLimits {
  std::size_t connections = 10'000;
  std::size_t connections_per_address = 1'000;  // many hosts may stand behind one NAT address
  std::size_t waiting_for_hello = 256;  // no ClientHello yet; one address may hold half of them
  Duration hello_deadline = std::chrono::seconds(10);
  Duration handshake_deadline = std::chrono::seconds(10);  // for what follows the hello, in gRPC
};

}  // namespace xunjian
