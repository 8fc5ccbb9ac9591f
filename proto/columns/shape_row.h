#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/time.h"

namespace xunjian {

// What is new in one result of a shape; numbers and texts stand in the order of the shape's holes.
struct ShapeRow {
  Timestamp observed_at;
  Duration duration{};
  std::vector<double> numbers;  // finite
  std::vector<std::string> texts;
  friend bool operator==(const ShapeRow&, const ShapeRow&) = default;
};

// The same, owned by somebody else.
struct RowView {
  Timestamp observed_at;
  Duration duration{};
  std::span<const double> numbers;
  std::span<const std::string> texts;
};

inline RowView ViewOf(const ShapeRow& row) {
  return {row.observed_at, row.duration, row.numbers, row.texts};
}

}  // namespace xunjian
