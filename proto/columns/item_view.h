#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "proto/columns/result_shape.h"

namespace xunjian {

// One item of a shape's results, as results of a smaller shape. Immutable.
class ItemView {
 public:
  // Of the item; of the check as a whole (item "") where that is all the result speaks of. None:
  // its results say nothing of the item.
  static std::optional<ItemView> Of(const std::shared_ptr<const ResultShape>& whole,
                                    std::string_view item);

  const std::shared_ptr<const ResultShape>& shape() const { return shape_; }
  // The part of a row of the whole shape; it lives until the next call with the same `memory`.
  RowView Pick(const RowView& whole, ShapeRow& memory) const;

 private:
  std::shared_ptr<const ResultShape> shape_;
  bool is_whole_ = false;               // the item is all there is
  std::vector<std::uint32_t> numbers_;  // places in the whole row
  std::vector<std::uint32_t> texts_;
};

// Whether results of this shape speak of the item, in the sense of ItemView.
bool SpeaksOf(const CheckResult& skeleton, std::string_view item);

}  // namespace xunjian
