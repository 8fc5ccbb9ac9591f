#pragma once

#include <cstdint>

#include "figures/counter.h"

namespace xunjian {

// What came to a listening port since the start, and is there now.
struct AcceptorFigures {
  std::uint64_t open = 0;      // handed on, and not closed when somebody looked, at most 5 s ago
  std::uint64_t waiting = 0;   // nothing is known of their ClientHello yet
  std::uint64_t accepted = 0;  // ever
  // Refused, by reason; out_of_descriptors counts the moments when none was left.
  std::uint64_t too_many = 0;
  std::uint64_t too_many_of_address = 0;
  std::uint64_t too_many_handshakes = 0;
  std::uint64_t no_hello = 0;  // none in time, none with TLS 1.3, or gone before
  std::uint64_t out_of_descriptors = 0;
};

// The same where it is counted.
struct AcceptorCounters {
  Gauge open;
  Gauge waiting;
  Counter accepted;
  Counter too_many;
  Counter too_many_of_address;
  Counter too_many_handshakes;
  Counter no_hello;
  Counter out_of_descriptors;

  AcceptorFigures Read() const {
    return {.open = open.value(),
            .waiting = waiting.value(),
            .accepted = accepted.value(),
            .too_many = too_many.value(),
            .too_many_of_address = too_many_of_address.value(),
            .too_many_handshakes = too_many_handshakes.value(),
            .no_hello = no_hello.value(),
            .out_of_descriptors = out_of_descriptors.value()};
  }
};

}  // namespace xunjian
