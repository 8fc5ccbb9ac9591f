#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"

namespace xunjian {

// What chronyd says of its synchronisation ("chronyc tracking").
struct ChronyTracking {
  int stratum = 0;
  bool synchronised = false;      // its leap status is not "not synchronised"
  double correction_seconds = 0;  // between system clock and true time; > 0: the clock is slow
  double root_delay_seconds = 0;
  double root_dispersion_seconds = 0;
  double last_update_interval_seconds = 0;
  friend bool operator==(const ChronyTracking&, const ChronyTracking&) = default;
};

inline constexpr std::uint16_t kChronyPort = 323;

// Asks the chronyd of this machine over UDP, which any local user may. Nothing when none answers
// within the limit.
std::optional<ChronyTracking> AskChrony(Duration limit, const Clock& clock,
                                        std::uint16_t port = kChronyPort);

// Whom a read asks. Thread-safe. The settable twin is tests/support/fake_chrony.h.
class ChronySource {
 public:
  virtual ~ChronySource() = default;
  virtual std::optional<ChronyTracking> Ask(Duration limit, const Clock& clock) const = 0;
};

// The chronyd of this machine.
class LocalChrony final : public ChronySource {
 public:
  std::optional<ChronyTracking> Ask(Duration limit, const Clock& clock) const override {
    return AskChrony(limit, clock);
  }
};

// A tracking reply of command protocol 6 (chrony 2.2 and later, candm.h) to the request with this
// sequence number; nothing for anything else. Pure.
std::optional<ChronyTracking> ParseChronyTracking(std::span<const std::uint8_t> reply,
                                                  std::uint32_t sequence);

}  // namespace xunjian
