#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "proto/columns/series_columns.h"

namespace xunjian {

// No result of an assignment came between these two.
struct SeriesSilence {
  std::string assignment;
  Timestamp since;
  Timestamp until;
  std::optional<std::uint64_t> missing;  // about so many; none: nobody knows the interval
};

// A result is missing when one and a half steps passed without any: agents jitter, clocks drift.
bool IsSilence(Duration distance, Duration step);

// The median of what lies between a result and the next one of its assignment; none: too few.
std::optional<Duration> UsualStep(std::span<const SeriesColumns> pages);

// Finds the silences of a series that passes by, oldest result first.
class SilenceWatch {
 public:
  // `step` is what silences are measured with; none: only nothing at all is one.
  SilenceWatch(Timestamp since, std::optional<Duration> step) : since_(since), step_(step) {}

  // The silence that ends with this result; at the edge of the span no result is on its other side.
  std::optional<SeriesSilence> Note(const std::string& assignment, Timestamp at);
  // Those that last until the end, by assignment.
  std::vector<SeriesSilence> Finish(Timestamp until) const;

  std::size_t assignments() const { return last_.size(); }

 private:
  std::optional<SeriesSilence> Between(const std::string& assignment, Timestamp since,
                                       Timestamp until, bool edge) const;

  const Timestamp since_;
  const std::optional<Duration> step_;
  std::map<std::string, Timestamp> last_;  // result of each assignment
};

}  // namespace xunjian
