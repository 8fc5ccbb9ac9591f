#pragma once

#include <set>
#include <string>

#include "base/log.h"
#include "base/time.h"
#include "base/tls_identity.h"

namespace xunjian {

// Says in the log, once, whose clock runs so far ahead that its results are from the future: by
// more than ten minutes of ours. Once more when it had been right in between. Not thread-safe.
class ClockWatch {
 public:
  explicit ClockWatch(Logger& logger) : logger_(logger) {}

  // `observed_at` of the newest result of a batch.
  void Look(const TlsIdentity& who, Timestamp observed_at, Timestamp now);

 private:
  Logger& logger_;
  std::set<std::string> ahead_;  // agent ids
};

}  // namespace xunjian
