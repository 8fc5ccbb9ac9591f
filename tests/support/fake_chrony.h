#pragma once

#include "checks/engine/chrony_client.h"

namespace xunjian {

// A chronyd that says what a test sets; silent to begin with.
class FakeChrony final : public ChronySource {
 public:
  void Set(ChronyTracking tracking) { tracking_ = tracking; }
  std::optional<ChronyTracking> Ask(Duration, const Clock&) const override { return tracking_; }

 private:
  std::optional<ChronyTracking> tracking_;
};

}  // namespace xunjian
