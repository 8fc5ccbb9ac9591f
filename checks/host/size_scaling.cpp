#include "checks/host/size_scaling.h"

#include <algorithm>
#include <cmath>

namespace xunjian {
namespace {

constexpr double kLeastWarning = 50;
constexpr double kLeastCritical = 60;

std::optional<double> Scaled(std::optional<double> limit, double share, double least) {
  if (!limit) return limit;
  // A limit that the policy sets lower than the floor is meant.
  return std::max(100 - (100 - *limit) * share, std::min(least, *limit));
}

}  // namespace

Threshold ScaledBySize(Threshold threshold, double size_bytes, const SizeScaling& scaling) {
  if (size_bytes <= 0 || scaling.norm_bytes <= 0) return threshold;
  const double share = std::pow(size_bytes / scaling.norm_bytes, scaling.magic - 1);
  threshold.warning = Scaled(threshold.warning, share, kLeastWarning);
  threshold.critical = Scaled(threshold.critical, share, kLeastCritical);
  return threshold;
}

}  // namespace xunjian
