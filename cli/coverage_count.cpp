#include "cli/coverage_count.h"

#include <algorithm>

namespace xunjian {

std::optional<std::uint64_t> CoverageCount::Expected(const SeriesSpan& span,
                                                     std::size_t assignments) const {
  if (!span.interval) return std::nullopt;
  const std::uint64_t due = static_cast<std::uint64_t>((span.until - span.since) / *span.interval) *
                            std::max<std::size_t>(assignments, 1);
  return due - std::min(due, not_applicable_);
}

}  // namespace xunjian
