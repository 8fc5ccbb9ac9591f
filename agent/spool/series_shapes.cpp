#include "series_shapes.h"

namespace xunjian {
namespace {

constexpr std::size_t kMaxSeries = 4096;

}  // namespace

bool SeriesShapes::IsSteady(const SpoolEntry& entry) const {
  const auto known = shapes_.find(entry.series);
  return known != shapes_.end() && (known->second == entry.shape || *known->second == *entry.shape);
}

void SeriesShapes::Remember(std::string_view series,
                            const std::shared_ptr<const std::string>& shape) {
  if (shapes_.size() >= kMaxSeries && !shapes_.contains(std::string(series))) shapes_.clear();
  shapes_.insert_or_assign(std::string(series), shape);
}

}  // namespace xunjian
