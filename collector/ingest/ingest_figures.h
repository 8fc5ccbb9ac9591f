#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"
#include "figures/counter.h"

namespace xunjian {

// What the front desk counts; of streams refused, why.
struct IngestFigures {
  std::uint64_t streams = 0;                     // now
  std::uint64_t opened = 0;                      // since the start
  std::map<std::string, std::uint64_t> refused;  // by error code, "invalid_argument"
};

// The same where it is counted. Thread-safe.
class IngestCounters {
 public:
  void Streams(std::size_t now) { streams_.Set(now); }
  void Opened() { opened_.Add(); }
  void Refused(ErrorCode code) { refused_.at(static_cast<std::size_t>(code)).Add(); }

  IngestFigures Read() const;

 private:
  Gauge streams_;
  Counter opened_;
  std::array<Counter, 6> refused_;  // by ErrorCode
};

}  // namespace xunjian
