#pragma once

#include <cstdint>
#include <optional>

#include "checks/api/outcome.h"
#include "cli/series_summary.h"

namespace xunjian {

// How many results of a series came, and how many of them say anything of health.
class CoverageCount {
 public:
  void Add(Outcome overall) {
    ++results_;
    answered_ += IsHealth(overall);
    not_applicable_ += overall == Outcome::kNotApplicable;
  }

  std::uint64_t results() const { return results_; }
  std::uint64_t answered() const { return answered_; }
  // By the interval, without what does not apply; none: it is not known.
  std::optional<std::uint64_t> Expected(const SeriesSpan& span, std::size_t assignments) const;

 private:
  std::uint64_t results_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t not_applicable_ = 0;
};

}  // namespace xunjian
