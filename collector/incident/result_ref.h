#pragma once

#include <compare>
#include <cstdint>

namespace xunjian {

// Which result, within one host. The collector numbers epochs as it meets them, over all agents, so
// newer means greater (epoch_number, seq), also across a new spool or a new enrolment. `epoch` is
// the agent's own random value: it names, it does not order. All zero: no result.
struct ResultRef {
  std::uint64_t epoch_number = 0;
  std::uint64_t seq = 0;
  std::uint64_t epoch = 0;

  explicit operator bool() const { return seq != 0; }
  friend bool operator==(const ResultRef& a, const ResultRef& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const ResultRef& a, const ResultRef& b) {
    if (const auto order = a.epoch_number <=> b.epoch_number; order != 0) return order;
    return a.seq <=> b.seq;
  }
};

}  // namespace xunjian
