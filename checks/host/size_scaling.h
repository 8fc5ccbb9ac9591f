#pragma once

#include "checks/api/threshold.h"

namespace xunjian {

// Levels of used space fit for the size of a file system, after Checkmk's "magic factor": at the
// norm they are as declared, on larger ones nearer to 100 %, on smaller ones further away, never
// under 50 % (warning) and 60 % (critical).
//   felt share = (size / norm) ^ (magic − 1);  limit = 100 − (100 − declared) · felt share
// magic 1 scales nothing.
struct SizeScaling {
  double magic = 0.8;
  double norm_bytes = 20.0 * (1 << 30);
};

Threshold ScaledBySize(Threshold used_percent, double size_bytes, const SizeScaling& scaling);

}  // namespace xunjian
