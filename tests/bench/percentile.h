#pragma once

#include <vector>

namespace xunjian {

// The value that `part` (0 to 1) of the values do not exceed; 0 when there are none.
double Percentile(std::vector<double> values, double part);

}  // namespace xunjian
